import type { Json } from '../../../asl';
import { stringify } from '../../engine/payload';
import type { Bucket, ObjectWriter } from '../../storage';

/** Which results a file holds. */
export type ResultKind = 'FAILED' | 'PENDING' | 'SUCCEEDED';

/** The form of result files. */
export type OutputType = 'JSON' | 'JSONL';

/** A file as the manifest lists it. */
export interface WrittenFile {
  readonly Key: string;
  /** bytes */
  readonly Size: number;
}

/** Characters after which the next file is begun: AWS's files have at most 5 GB. */
const MAX_CHARACTERS = 5_000_000_000;

/** The files `KIND_0`, `KIND_1`… of one kind of result; the first is begun with the first result. */
export class ResultFiles {
  public written: readonly WrittenFile[] = [];
  private open: { readonly key: string; readonly writer: ObjectWriter; characters: number } | undefined;

  constructor(private readonly bucket: Bucket, private readonly folder: string, private readonly kind: ResultKind, private readonly type: OutputType,
    private readonly now: () => number) {}

  public add(value: Json): void {
    const text = stringify(value);
    if (this.open && this.open.characters + text.length > MAX_CHARACTERS) this.close();
    if (!this.open) {
      const key = `${this.folder}/${this.kind}_${this.written.length}.${this.type.toLowerCase()}`;
      this.open = { key, writer: this.bucket.create(key, this.now()), characters: 0 };
      this.open.writer.write(this.type === 'JSON' ? `[${text}` : text);
    } else {
      this.open.writer.write(`${this.type === 'JSON' ? ',' : '\n'}${text}`);
    }
    this.open.characters += text.length + 1;
  }

  /** Begins anew with the first file. */
  public forget(): void {
    this.written = [];
  }

  public close(): void {
    if (!this.open) return;
    const { key, writer } = this.open;
    if (this.type === 'JSON') writer.write(']');
    this.written = [...this.written, { Key: key, Size: writer.close() }];
    this.open = undefined;
  }
}
