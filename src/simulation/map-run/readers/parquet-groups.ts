import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { ItemReaderFailure } from './item-format';
import type { ObjectContent } from '../../storage';
import { parquetParts } from '../generated/parquet';

/** A row group of a Parquet file, decoded. */
export interface RowGroup {
  readonly rows: number;
  readonly columns: ReadonlyArray<{ readonly name: string; readonly values: ArrayLike<unknown> }>;
}

interface SchemaTree {
  readonly path: readonly string[];
  readonly element: { readonly name: string };
  readonly children: readonly SchemaTree[];
}

interface ColumnChunk {
  readonly codec: string;
  readonly path_in_schema: string[];
  readonly data_page_offset: bigint;
  readonly dictionary_page_offset?: bigint;
  readonly total_compressed_size: bigint;
}

interface Metadata {
  readonly row_groups: ReadonlyArray<{ readonly num_rows: bigint; readonly columns: ReadonlyArray<{ readonly meta_data?: ColumnChunk }> }>;
}

/** Bytes at the end of a file: the length of its metadata, and the mark of the format. */
const TAIL_BYTES = 8;

/** Beside uncompressed pages and Snappy, which the reader knows itself. */
const COMPRESSORS: Readonly<Record<string, (page: Uint8Array, size: number) => Uint8Array>> = {
  GZIP: (page) => new Uint8Array(gunzipSync(page)),
  BROTLI: (page) => new Uint8Array(brotliDecompressSync(page)),
  ZSTD: (page, size) => parquetParts.unzstd(page, new Uint8Array(size)),
};

/** The row groups of a file, one at a time. */
export function* groupsOf(content: ObjectContent, location: string): Iterable<RowGroup> {
  const metadata = metadataOf(content, location);
  const schema: SchemaTree = parquetParts.parquetSchema(metadata);
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    try {
      yield { rows, columns: assemble(schema, decode(content, schema, group, rows)) };
    } catch (error) {
      throw new ItemReaderFailure(`The object ${location} cannot be read as Parquet: ${(error as Error).message}`);
    }
  }
}

function metadataOf(content: ObjectContent, location: string): Metadata {
  const tail = content.range(content.size - TAIL_BYTES, TAIL_BYTES);
  if (content.size < TAIL_BYTES || tail.toString('latin1', 4) !== 'PAR1') throw new ItemReaderFailure(`The object ${location} is not a Parquet file`);
  const length = tail.readUInt32LE(0) + TAIL_BYTES;
  return parquetParts.parquetMetadata(new Uint8Array(content.range(content.size - length, length)), { geoparquet: false });
}

/** The leaves of the schema with their values in this group. */
function decode(content: ObjectContent, schema: SchemaTree, group: Metadata['row_groups'][number], rows: number): Map<string, unknown[]> {
  const values = new Map<string, unknown[]>();
  for (const { meta_data: chunk } of group.columns) {
    if (!chunk) throw new Error('a column has no metadata');
    const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
    const bytes = new Uint8Array(content.range(start, Number(chunk.total_compressed_size)));
    const schemaPath: SchemaTree[] = parquetParts.getTreePath(schema, chunk.path_in_schema);
    const decoder = {
      ...chunk,
      pathInSchema: chunk.path_in_schema,
      schemaPath,
      element: schemaPath[schemaPath.length - 1].element,
      parsers: parquetParts.DEFAULT_PARSERS,
      compressors: COMPRESSORS,
      utf8: true,
    };
    const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
    const { data } = parquetParts.readColumn(reader, { groupStart: 0, selectStart: 0, selectEnd: rows, groupRows: rows }, decoder);
    values.set(chunk.path_in_schema.join('.'), parquetParts.flatten(data));
  }
  return values;
}

/** Puts the leaves together to the columns of the rows: lists, maps and structures. */
function assemble(schema: SchemaTree, leaves: Map<string, unknown[]>): RowGroup['columns'] {
  return schema.children.map((column) => {
    const { name } = column.element;
    if (column.children.length > 0) parquetParts.assembleNested(leaves, column, parquetParts.DEFAULT_PARSERS);
    const values = leaves.get(name);
    if (!values) throw new Error(`the column ${name} has no values`);
    return { name, values };
  });
}
