import { createHash } from 'node:crypto';
import { Bucket, CHUNK_BYTES, compareKeys, joined, ObjectContent, ObjectSummary, ObjectWriter } from './bucket';

interface StoredObject {
  readonly body: Buffer;
  readonly lastModified: number;
}

/** A bucket whose objects are in memory. */
export class MemoryBucket implements Bucket {
  private readonly objects = new Map<string, StoredObject>();

  /** Puts an object under a key. `lastModified` is in milliseconds since 1970. */
  public put(key: string, body: string | Buffer, lastModified = 0): this {
    this.objects.set(key, { body: Buffer.from(body as string), lastModified });
    return this;
  }

  /** The content of an object as text, or undefined where there is none. */
  public text(key: string): string | undefined {
    return this.objects.get(key)?.body.toString('utf8');
  }

  public *list(prefix: string): Iterable<ObjectSummary> {
    for (const key of [...this.objects.keys()].filter((each) => each.startsWith(prefix)).sort(compareKeys)) {
      const object = this.objects.get(key);
      // who takes the listing piece by piece may have removed it by then
      if (!object) continue;
      const { body, lastModified } = object;
      yield { key, size: body.length, etag: createHash('md5').update(body).digest('hex'), lastModified };
    }
  }

  public open(key: string): ObjectContent | undefined {
    const object = this.objects.get(key);
    return object && new MemoryContent(object.body);
  }

  public create(key: string, at: number): ObjectWriter {
    const parts: (string | Buffer)[] = [];
    return {
      write: (piece) => void parts.push(piece),
      close: () => {
        const body = joined(parts);
        this.put(key, body, at);
        return body.length;
      },
    };
  }

  public remove(key: string): void {
    this.objects.delete(key);
  }
}

class MemoryContent implements ObjectContent {
  constructor(private readonly body: Buffer) {}

  public get size(): number {
    return this.body.length;
  }

  public *chunks(): Iterable<Buffer> {
    for (let offset = 0; offset < this.body.length; offset += CHUNK_BYTES) yield this.range(offset, CHUNK_BYTES);
  }

  public range(offset: number, length: number): Buffer {
    return this.body.subarray(offset, offset + length);
  }
}
