import { StringDecoder } from 'node:string_decoder';
import { gunzipSync } from 'node:zlib';
import { ItemReaderFailure } from './item-format';
import type { ObjectContent } from '../../storage';

/** The text of an object, of which only the part that is being looked at is in memory. */
export class TextFeed {
  /** What is in memory. */
  public text = '';
  /** Where in `text` the reader stands; what lies before may be dropped. */
  public position = 0;
  /** Whether `text` reaches to the end of the object. */
  public ended = false;
  private readonly chunks: Iterator<Buffer>;
  private readonly decoder = new StringDecoder('utf8');

  constructor(content: ObjectContent, private readonly location: string) {
    this.chunks = isGzip(content) ? unzipped(content, location) : content.chunks()[Symbol.iterator]();
    this.more();
    if (this.text.charCodeAt(0) === 0xfeff) this.position = 1;
  }

  /**
   * Brings more text into memory and drops what lies before `position`, which becomes 0.
   * @returns false where there is no more
   */
  public more(): boolean {
    if (this.ended) return false;
    const chunk = this.chunks.next();
    const added = chunk.done ? this.decoder.end() : this.decoder.write(chunk.value);
    this.text = this.text.slice(this.position) + added;
    this.position = 0;
    if (chunk.done) this.ended = true;
    return !chunk.done || added !== '';
  }

  /** An error at this object. */
  public failure(reason: string): ItemReaderFailure {
    return new ItemReaderFailure(`The object ${this.location} cannot be read: ${reason}`);
  }
}

function isGzip(content: ObjectContent): boolean {
  const start = content.range(0, 2);
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** Node unzips synchronously in one piece only: a zipped object is in memory as a whole. */
function* unzipped(content: ObjectContent, location: string): Iterator<Buffer> {
  try {
    yield gunzipSync(content.range(0, content.size));
  } catch (error) {
    throw new ItemReaderFailure(`The object ${location} cannot be read: it is not whole gzip data: ${(error as Error).message}`);
  }
}
