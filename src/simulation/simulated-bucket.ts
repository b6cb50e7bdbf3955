import { Bucket, Buckets, FolderBucket } from './storage';

/**
 * A bucket of a simulation: Distributed Maps read their items from it and write their results to it.
 *
 * It is in memory until `useFolder` lets a local folder stand for it. It outlives a run, so that results can be looked at.
 */
export class SimulatedBucket {
  /** @internal */
  public static _of(names: readonly string[], buckets: Buckets): SimulatedBucket {
    return new SimulatedBucket(names, buckets);
  }

  private constructor(private readonly names: readonly string[], private readonly buckets: Buckets) {
    this.use(buckets.ensure(names[0]));
  }

  /** Name of the bucket. */
  public get bucketName(): string {
    return this.names[0];
  }

  /** Keys of the objects, in the order in which S3 lists them. */
  public get keys(): string[] {
    return Array.from(this.bucket.list(''), (object) => object.key);
  }

  /**
   * Lets a local folder stand for the bucket: a file's path below it is the object's key. Files are read and written piece by piece,
   * so their size does not matter.
   *
   * @param folder path of the folder; it is made when the first object is written
   * @returns the bucket
   */
  public useFolder(folder: string): SimulatedBucket {
    this.use(new FolderBucket(folder));
    return this;
  }

  /**
   * Puts an object.
   *
   * @param key  the object's key
   * @param body its content
   * @param lastModified when it was put, in ISO 8601; in 1970 where it is left out. A file of a folder has its own time
   * @returns the bucket, for the next object
   * @throws if `lastModified` is no time
   */
  public put(key: string, body: string, lastModified?: string): SimulatedBucket {
    const at = lastModified === undefined ? 0 : Date.parse(lastModified);
    if (Number.isNaN(at)) throw new Error(`lastModified: got '${lastModified}'; give a time in ISO 8601, such as 2026-01-31T12:00:00Z`);
    const writer = this.bucket.create(key, at);
    writer.write(body);
    writer.close();
    return this;
  }

  /**
   * The content of an object as text.
   *
   * @param key the object's key
   * @throws if there is no such object
   */
  public read(key: string): string {
    const content = this.bucket.open(key);
    if (!content) throw new Error(`the bucket '${this.bucketName}' has no object '${key}'; it has ${this.keys.map((each) => `'${each}'`).join(', ') || 'none'}`);
    return content.range(0, content.size).toString('utf8');
  }

  private get bucket(): Bucket {
    return this.buckets.ensure(this.names[0]);
  }

  private use(bucket: Bucket): void {
    for (const name of this.names) this.buckets.use(name, bucket);
  }
}
