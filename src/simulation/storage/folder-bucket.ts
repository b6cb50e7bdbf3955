import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Bucket, CHUNK_BYTES, compareKeys, joined, ObjectContent, ObjectSummary, ObjectWriter } from './bucket';

/** A local folder that stands for a bucket: a file's path below it is the object's key. */
export class FolderBucket implements Bucket {
  private readonly root: string;

  /** @param folder the folder; it is made when the first object is written */
  constructor(folder: string) {
    this.root = path.resolve(folder);
  }

  public *list(prefix: string): Iterable<ObjectSummary> {
    for (const key of this.keys('').filter((each) => each.startsWith(prefix)).sort(compareKeys)) {
      const file = this.fileOf(key);
      const { size, mtimeMs } = fs.statSync(file);
      const hash = createHash('md5');
      for (const chunk of new FileContent(file, size).chunks()) hash.update(chunk);
      yield { key, size, etag: hash.digest('hex'), lastModified: mtimeMs };
    }
  }

  public open(key: string): ObjectContent | undefined {
    const file = this.fileOf(key);
    const found = fs.statSync(file, { throwIfNoEntry: false });
    return found?.isFile() ? new FileContent(file, found.size) : undefined;
  }

  public create(key: string): ObjectWriter {
    const file = this.fileOf(key);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    return new FileWriter(file);
  }

  public remove(key: string): void {
    fs.rmSync(this.fileOf(key), { force: true });
  }

  private keys(below: string): string[] {
    const folder = path.join(this.root, below);
    if (!fs.existsSync(folder)) return [];
    return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const key = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return this.keys(key);
      return entry.isFile() && !entry.name.endsWith(PARTIAL) ? [key] : [];
    });
  }

  private fileOf(key: string): string {
    const file = path.resolve(this.root, key);
    if (file !== this.root && !file.startsWith(this.root + path.sep)) {
      throw new Error(`key '${key}' leads out of the folder '${this.root}' that stands for the bucket; give a key without '..'`);
    }
    return file;
  }
}

/** What an object's file is called until it is complete. */
const PARTIAL = '.partial';

class FileContent implements ObjectContent {
  constructor(private readonly file: string, public readonly size: number) {}

  public *chunks(): Iterable<Buffer> {
    const handle = fs.openSync(this.file, 'r');
    try {
      for (;;) {
        const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
        const read = fs.readSync(handle, chunk, 0, CHUNK_BYTES, null);
        if (read === 0) return;
        yield chunk.subarray(0, read);
      }
    } finally {
      fs.closeSync(handle);
    }
  }

  public range(offset: number, length: number): Buffer {
    const handle = fs.openSync(this.file, 'r');
    try {
      const piece = Buffer.alloc(Math.max(0, Math.min(length, this.size - offset)));
      let read = 0;
      while (read < piece.length) {
        const more = fs.readSync(handle, piece, read, piece.length - read, offset + read);
        if (more === 0) break;
        read += more;
      }
      return piece.subarray(0, read);
    } finally {
      fs.closeSync(handle);
    }
  }
}

class FileWriter implements ObjectWriter {
  private readonly handle: number;
  private waiting: (string | Buffer)[] = [];
  private waitingLength = 0;
  private size = 0;

  constructor(private readonly file: string) {
    this.handle = fs.openSync(file + PARTIAL, 'w');
  }

  public write(piece: string | Buffer): void {
    this.waiting.push(piece);
    this.waitingLength += piece.length;
    if (this.waitingLength > CHUNK_BYTES) this.flush();
  }

  public close(): number {
    this.flush();
    fs.closeSync(this.handle);
    fs.renameSync(this.file + PARTIAL, this.file);
    return this.size;
  }

  private flush(): void {
    const bytes = joined(this.waiting);
    for (let written = 0; written < bytes.length;) written += fs.writeSync(this.handle, bytes, written);
    this.size += bytes.length;
    this.waiting = [];
    this.waitingLength = 0;
  }
}
