import { compileNumber } from './number-field';
import { formatOf } from './readers';
import { Item, ItemReaderFailure } from './readers/item-format';
import { objectListing } from './readers/object-listing';
import type { Json, MapState, ReaderConfig } from '../../asl';
import { compileTemplate } from '../dataflow/language';
import type { Frame } from '../engine/frame';
import type { Buckets, Bucket, ObjectContent } from '../storage';

/** The items of a map run: lazy, so that only those at work are in memory. */
export interface ItemSet {
  readonly items: Iterable<Item>;
  /** What `$$.Map.Item.Source` says: where the items come from. */
  readonly source: string;
}

/** Evaluates an `ItemReader` once; what it gives begins to read with each call. */
export type CompiledItemReader = (frame: Frame, buckets: Buckets) => () => ItemSet;

interface Location {
  readonly Bucket?: Json;
  readonly Key?: Json;
  readonly Prefix?: Json;
}

/** Compiles the `ItemReader` of a Distributed Map; undefined where the items are the state's input. */
export function compileItemReader(state: MapState): CompiledItemReader | undefined {
  const { itemReader } = state;
  if (!itemReader) return undefined;
  const config: ReaderConfig | undefined = itemReader.readerConfig;
  const location = compileTemplate(itemReader.arguments ?? itemReader.parameters ?? {}, state.queryLanguage, `ItemReader/${itemReader.arguments ? 'Arguments' : 'Parameters'}`);
  const maxItems = compileNumber(state.queryLanguage, 'ItemReader/ReaderConfig/MaxItems', config?.maxItems, config?.maxItemsPath, { least: 0, most: Infinity });
  const lists = itemReader.resource.endsWith(':listObjectsV2');
  return (frame, buckets) => {
    const limit = maxItems(frame);
    const where = location(frame) as Location;
    return () => {
      const bucketName = textOf(where.Bucket, 'Bucket');
      const found = lists
        ? listed(buckets, bucketName, where.Prefix === undefined ? '' : textOf(where.Prefix, 'Prefix'), config)
        : read(buckets, bucketName, textOf(where.Key, 'Key'), config);
      return limit ? { ...found, items: atMost(limit, found.items) } : found;
    };
  };
}

function listed(buckets: Buckets, bucketName: string, prefix: string, config: ReaderConfig | undefined): ItemSet {
  const objects = objectListing(bucketOf(buckets, bucketName), prefix);
  const source = `s3://${bucketName}`;
  return config?.transformation === 'LOAD_AND_FLATTEN'
    ? { source, items: loaded(buckets, bucketName, objects, config) }
    : { source, items: objects };
}

function* loaded(buckets: Buckets, bucketName: string, objects: Iterable<Item>, config: ReaderConfig): Iterable<Item> {
  for (const object of objects) {
    const { Key: key, Size: size } = object.value as { Key: string; Size: number };
    if (size > 0) yield* read(buckets, bucketName, key, config).items;
  }
}

function read(buckets: Buckets, bucketName: string, key: string, config: ReaderConfig | undefined): ItemSet {
  const format = formatOf(config?.inputType, config?.manifestType);
  const location = `s3://${bucketName}/${key}`;
  const open = (bucket: string, object: string): ObjectContent => contentOf(buckets, bucket, object);
  const options = { ...config, inputType: config?.inputType ?? '' };
  return { source: location, items: format.read({ content: open(bucketName, key), location, options, open }) };
}

function contentOf(buckets: Buckets, bucketName: string, key: string): ObjectContent {
  const content = bucketOf(buckets, bucketName).open(key);
  if (!content) throw new ItemReaderFailure(`The specified key does not exist: s3://${bucketName}/${key}; put the object into the simulation's bucket`);
  return content;
}

function bucketOf(buckets: Buckets, name: string): Bucket {
  const bucket = buckets.find(name);
  if (!bucket) throw new ItemReaderFailure(`The specified bucket does not exist: ${name}; give the simulation a bucket of that name`);
  return bucket;
}

function textOf(value: Json | undefined, field: string): string {
  if (typeof value === 'string') return value;
  throw new ItemReaderFailure(`The ${field} of the ItemReader must be a text, got ${JSON.stringify(value)}`);
}

function* atMost(limit: number, items: Iterable<Item>): Iterable<Item> {
  let left = limit;
  for (const item of items) {
    yield item;
    if (--left === 0) return;
  }
}
