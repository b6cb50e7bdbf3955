import { athenaManifest } from './athena-manifest';
import { csv } from './csv';
import { inventory } from './inventory';
import { ItemFormat, ItemReaderFailure } from './item-format';
import { json } from './json';
import { jsonl } from './jsonl';
import { parquet } from './parquet';

/** The formats of data, by `InputType`. */
const FORMATS: Readonly<Record<string, ItemFormat>> = { CSV: csv, JSON: json, JSONL: jsonl, PARQUET: parquet };

/** The formats of manifests, by `ManifestType`. */
const MANIFESTS: Readonly<Record<string, ItemFormat>> = { S3_INVENTORY: inventory, ATHENA_DATA: athenaManifest(FORMATS) };

/**
 * The format that a `ReaderConfig` asks for. `MANIFEST` is the older way to ask for an inventory.
 * @throws ItemReaderFailure where there is no such format
 */
export function formatOf(inputType: string | undefined, manifestType: string | undefined): ItemFormat {
  const manifest = manifestType ?? (inputType === 'MANIFEST' ? 'S3_INVENTORY' : undefined);
  const format = manifest === undefined ? FORMATS[inputType ?? ''] : MANIFESTS[manifest];
  if (format) return format;
  throw new ItemReaderFailure(manifest === undefined
    ? `ReaderConfig needs an InputType of ${Object.keys(FORMATS).join(', ')} or MANIFEST, got ${inputType}`
    : `ManifestType must be ${Object.keys(MANIFESTS).join(' or ')}, got ${manifest}`);
}
