import { serviceResource, serviceTarget } from './service-integration';
import type { TaskKind } from './task-kind';
import { isObject, Json, JsonObject } from '../../asl';
import type { Bucket, Buckets } from '../storage';

/** What an action answers; a failure is an error of S3's. */
type Answer = { readonly output: Json } | { readonly error: string; readonly cause: string };

/** Where an action works. */
interface Place {
  readonly buckets: Buckets;
  readonly bucket: Bucket;
  readonly key: string;
  /** virtual time, in milliseconds since 1970 */
  readonly now: number;
}

/** The actions on objects that the simulation does by itself in a bucket of its own. */
const ACTIONS: Readonly<Record<string, (place: Place, request: JsonObject) => Answer>> = {
  copyObject: ({ buckets, bucket, key, now }, request) => {
    const source = sourceOf(request.CopySource);
    const found = source && buckets.find(source.bucket)?.open(source.key);
    if (!source || !found) return NO_SUCH_KEY;
    const pieces = [...found.chunks()];
    const writer = bucket.create(key, now);
    for (const piece of pieces) writer.write(piece);
    writer.close();
    const [copy] = bucket.list(key);
    return { output: { CopyObjectResult: { ETag: `"${copy.etag}"`, LastModified: new Date(now).toISOString() } } };
  },
  /** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
  getObject: ({ bucket, key }) => {
    const content = bucket.open(key);
    if (!content) return NO_SUCH_KEY;
    return { output: { Body: content.range(0, content.size).toString('utf8'), ContentLength: content.size } };
  },
  // S3 says the same whether there was an object or not
  deleteObject: ({ bucket, key }) => {
    bucket.remove(key);
    return { output: {} };
  },
};

const NO_SUCH_KEY: Answer = { error: 'S3.NoSuchKeyException', cause: 'The specified key does not exist.' };

/**
 * `BUCKET/KEY`, URL-encoded.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
function sourceOf(source: Json | undefined): { readonly bucket: string; readonly key: string } | undefined {
  if (typeof source !== 'string') return undefined;
  const [bucket, ...key] = source.replace(/^\//, '').split('/');
  return { bucket, key: decodeURIComponent(key.join('/')) };
}

/** `aws-sdk:s3:getObject` (as text), `copyObject` and `deleteObject`, in buckets of the simulation; mocks answer in any other. */
export const bucketObjects: TaskKind = {
  name: 'objects of a simulated bucket',
  target(resource) {
    const parts = serviceResource(resource);
    const act = parts?.service === 'aws-sdk:s3' && parts.suffix === '' ? ACTIONS[parts.action] : undefined;
    if (!parts || !act) return undefined;
    return {
      ...serviceTarget(resource, parts),
      simulate: (run, request, { execution: { engine } }) => {
        const buckets = engine.storage as Buckets;
        if (!isObject(request) || typeof request.Bucket !== 'string' || typeof request.Key !== 'string') return undefined;
        const bucket = buckets.find(request.Bucket);
        if (!bucket) return undefined;
        const answer = act({ buckets, bucket, key: request.Key, now: engine.clock.now }, request);
        return 'output' in answer ? run.succeed(answer.output) : run.fail(answer.error, answer.cause);
      },
    };
  },
};
