import { csv } from './csv';
import { Item, ItemFormat, ItemReaderFailure, ItemSource } from './item-format';

interface InventoryManifest {
  readonly destinationBucket?: string;
  readonly fileFormat?: string;
  readonly fileSchema?: string;
  readonly files?: ReadonlyArray<{ readonly key?: string }>;
}

/**
 * The manifest of an S3 inventory: every object of the inventory an item, its properties under the names of the file schema.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
 */
export const inventory: ItemFormat = {
  * read(source): Iterable<Item> {
    const manifest = manifestOf(source);
    if (manifest.fileFormat !== 'CSV') {
      throw new ItemReaderFailure(`The inventory ${source.location} is in the format ${manifest.fileFormat}; Step Functions reads CSV inventories only`);
    }
    const bucket = (manifest.destinationBucket ?? '').replace(/^arn:[^:]*:s3:::/, '');
    const csvHeaders = (manifest.fileSchema ?? '').split(',').map((name) => name.trim());
    for (const { key = '' } of manifest.files ?? []) {
      yield* csv.read({
        ...source,
        content: source.open(bucket, key),
        location: `s3://${bucket}/${key}`,
        options: { inputType: 'CSV', csvHeaderLocation: 'GIVEN', csvHeaders },
      });
    }
  },
};

function manifestOf({ content, location }: ItemSource): InventoryManifest {
  try {
    return JSON.parse(content.range(0, content.size).toString('utf8')) as InventoryManifest;
  } catch (error) {
    throw new ItemReaderFailure(`The inventory manifest ${location} is not JSON: ${(error as Error).message}`);
  }
}
