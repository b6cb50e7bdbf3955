import type { Json } from '../../../../src/asl';
import { formatOf } from '../../../../src/simulation/map-run/readers';
import type { ReadOptions } from '../../../../src/simulation/map-run/readers/item-format';
import { Buckets } from '../../../../src/simulation/storage';
import type { ObjectContent } from '../../../../src/simulation/storage';

/** Content that comes in pieces of a few bytes, so that every boundary is hit. */
export function inPieces(body: string | Buffer, size: number): ObjectContent {
  const bytes = Buffer.from(body as string);
  return {
    size: bytes.length,
    range: (offset, length) => bytes.subarray(offset, offset + length),
    * chunks() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
  };
}

/** The values of all items of an object. */
export function readAll(
  body: string | Buffer, options: Partial<ReadOptions> & { manifestType?: string }, pieces = 2 ** 20, buckets = new Buckets(),
): Json[] {
  const all = { inputType: '', ...options };
  const source = {
    content: inPieces(body, pieces),
    location: 's3://bucket/key',
    options: all,
    open: (bucket: string, key: string) => buckets.find(bucket)!.open(key)!,
  };
  return [...formatOf(options.inputType, options.manifestType).read(source)].map((item) => item.value);
}
