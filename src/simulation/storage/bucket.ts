/** What a listing tells of an object. */
export interface ObjectSummary {
  readonly key: string;
  /** bytes */
  readonly size: number;
  /** MD5 of the content in hexadecimal, without quotation marks */
  readonly etag: string;
  /** milliseconds since 1970 */
  readonly lastModified: number;
}

/** An object that is read piece by piece, so that its size does not matter. */
export interface ObjectContent {
  /** bytes */
  readonly size: number;
  /** The content from its start, in pieces of at most `CHUNK_BYTES`. */
  chunks(): Iterable<Buffer>;
  /** Some of the content: `length` bytes from `offset`, or fewer at the end. */
  range(offset: number, length: number): Buffer;
}

/** An object that is written piece by piece, text in UTF-8; it exists once it is closed. */
export interface ObjectWriter {
  write(piece: string | Buffer): void;
  /** Ends the object. @returns its size in bytes */
  close(): number;
}

/** A bucket: objects under keys. */
export interface Bucket {
  /** The objects whose keys start with a prefix, in the order of their keys' UTF-8 bytes. */
  list(prefix: string): Iterable<ObjectSummary>;
  /** An object, or undefined where there is none under that key. */
  open(key: string): ObjectContent | undefined;
  /** Begins an object that replaces what is under the key. `at` is its last modification, in milliseconds since 1970. */
  create(key: string, at: number): ObjectWriter;
  /** Removes an object; nothing happens where there is none. */
  remove(key: string): void;
}

/** Bytes that are in memory at once of an object that is read. */
export const CHUNK_BYTES = 256 * 1024;

/** Orders keys as S3 lists them. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The content that pieces make together. Text is joined before it is encoded: a character may be in two pieces. */
export function joined(pieces: readonly (string | Buffer)[]): Buffer {
  if (pieces.every((piece) => typeof piece === 'string')) return Buffer.from(pieces.join(''), 'utf8');
  return Buffer.concat(pieces.map((piece) => typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece));
}
