import { serviceResource, serviceTarget } from './service-integration';
import type { TaskKind } from './task-kind';
import type { TaskRun } from './task-run';
import { isObject, Json } from '../../asl';
import type { Frame } from '../engine/frame';
import type { Buckets } from '../storage';

/**
 * Answers with an object of the simulation's buckets, as text.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 * @returns undefined where the simulation has no such bucket: a mock answers then
 */
function getObject(run: TaskRun, request: Json, frame: Frame): boolean | undefined {
  if (!isObject(request) || typeof request.Bucket !== 'string' || typeof request.Key !== 'string') return undefined;
  const bucket = (frame.execution.engine.storage as Buckets | undefined)?.find(request.Bucket);
  if (!bucket) return undefined;
  const content = bucket.open(request.Key);
  if (!content) return run.fail('S3.NoSuchKeyException', 'The specified key does not exist.');
  return run.succeed({ Body: content.range(0, content.size).toString('utf8'), ContentLength: content.size });
}

/** `aws-sdk:s3:getObject`: reads what map runs and tests put into the simulation's buckets. */
export const storedObject: TaskKind = {
  name: 'object of a bucket',
  target(resource) {
    const parts = serviceResource(resource);
    if (parts?.service !== 'aws-sdk:s3' || parts.action !== 'getObject' || parts.suffix !== '') return undefined;
    return { ...serviceTarget(resource, parts), simulate: getObject };
  },
};
