import { Bucket } from './bucket';
import { MemoryBucket } from './memory-bucket';

/** The buckets of a simulation, by name. */
export class Buckets {
  private readonly byName = new Map<string, Bucket>();

  /** Lets a name stand for a bucket, such as a `FolderBucket`. */
  public use(name: string, bucket: Bucket): this {
    this.byName.set(name, bucket);
    return this;
  }

  /** The bucket of that name, or undefined where the simulation has none. */
  public find(name: string): Bucket | undefined {
    return this.byName.get(name);
  }

  /** The bucket of that name; where there is none yet, one in memory. */
  public ensure(name: string): Bucket {
    let bucket = this.byName.get(name);
    if (!bucket) this.byName.set(name, bucket = new MemoryBucket());
    return bucket;
  }

  /** Puts an object; a bucket that does not exist yet is made in memory. */
  public put(bucket: string, key: string, body: string): this {
    const writer = this.ensure(bucket).create(key, 0);
    writer.write(body);
    writer.close();
    return this;
  }
}
