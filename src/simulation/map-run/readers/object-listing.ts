import { Item } from './item-format';
import type { Bucket, ObjectSummary } from '../../storage';

/** The objects of a bucket below a prefix, as ListObjectsV2 lists them to a map run. */
export function* objectListing(bucket: Bucket, prefix: string): Iterable<Item> {
  for (const object of bucket.list(prefix)) yield { value: describe(object) };
}

function describe({ key, size, etag, lastModified }: ObjectSummary): { [name: string]: string | number } {
  return { Etag: `"${etag}"`, Key: key, LastModified: Math.floor(lastModified / 1000), Size: size, StorageClass: 'STANDARD' };
}
