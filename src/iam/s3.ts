import { parseArn } from './arn';
import type { Call, ResourceForm } from './call';
import type { KnownResource } from './permission-context';
import { splitOutsideTokens } from './tokens';

/** A bucket by name, or by the ARN of an access point. */
export function bucketForm(call: Call): ResourceForm {
  return { kind: 's3:bucket', arn: (name) => call.globalArn('s3', name) };
}

/** The buckets that an argument names. */
export function buckets(call: Call, ...path: string[]): KnownResource[] | undefined {
  return call.resources(bucketForm(call), ...path)?.map((bucket) => ({ ...bucket, arn: bucketArn(bucket.arn) }));
}

/**
 * The objects that a bucket and a key name.
 *
 * @param key the key, with `*` where an expression decides; without one, whatever the bucket (or the allowed part of it) holds
 */
export function objectsIn(bucket: KnownResource, key: string = '*'): string {
  const { arn } = bucket;
  if (parseArn(arn)?.resource.startsWith('accesspoint/')) return `${arn}/object/${key}`;
  const isPart = splitOutsideTokens(arn, '/').length > 1;
  return isPart && key === '*' ? arn : `${bucketArn(arn)}/${key}`;
}

/** ARN of the bucket that an ARN of a bucket or of its objects names. */
export function bucketArn(arn: string): string {
  return parseArn(arn)?.resource.startsWith('accesspoint/') ? arn : splitOutsideTokens(arn, '/')[0];
}

/** A location `s3://BUCKET/PREFIX` in parts; nothing when the text is not one. */
export function parseLocation(text: string): { readonly bucket: string; readonly key: string } | undefined {
  if (!text.startsWith('s3://')) return undefined;
  const [bucket, ...rest] = splitOutsideTokens(text.slice('s3://'.length), '/');
  return { bucket, key: rest.join('/') };
}
