import type { Json } from '../../../asl';
import type { ObjectContent } from '../../storage';

/** An item of a map run before ItemSelector. */
export interface Item {
  readonly value: Json;
  /** The name of the member that it is, where members of an object are iterated. */
  readonly key?: string;
}

/** How objects are read: `ReaderConfig`, its expressions evaluated. */
export interface ReadOptions {
  readonly inputType: string;
  readonly csvHeaderLocation?: string;
  readonly csvHeaders?: readonly string[];
  readonly csvDelimiter?: string;
  readonly itemsPointer?: string;
}

/** An object that items are read from. */
export interface ItemSource {
  readonly content: ObjectContent;
  /** `s3://bucket/key`, for errors. */
  readonly location: string;
  readonly options: ReadOptions;
  /** Another object of the simulation. @throws ItemReaderFailure where there is none */
  open(bucket: string, key: string): ObjectContent;
}

/** A format that items are read from. Reading is lazy: an item is parsed when it is asked for. */
export interface ItemFormat {
  read(source: ItemSource): Iterable<Item>;
}

/** Items cannot be read: the state fails with States.ItemReaderFailed. */
export class ItemReaderFailure extends Error {}
