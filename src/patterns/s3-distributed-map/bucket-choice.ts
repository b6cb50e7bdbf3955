import { aws_s3 as s3 } from 'aws-cdk-lib';
import { BucketChoice } from './item-source-props';
import { PropChecks } from '../../workflow/prop-checks';
import { isExpression } from '../../workflow/steps/jsonata';

/** The name of the bucket as a definition says it. */
export function bucketNameOf({ bucket, bucketName }: BucketChoice): string {
  return bucket?.bucketName ?? bucketName!;
}

/** The buckets that an expression may give. */
export function allowedBucketsOf({ bucketName, allowedBuckets = [] }: BucketChoice): s3.IBucket[] {
  return bucketName === undefined ? [] : allowedBuckets;
}

/** Notes what is wrong with the choice of a bucket. */
export function checkBucketChoice({ bucket, bucketName, allowedBuckets }: BucketChoice, prop: string, checks: PropChecks): void {
  if (bucket !== undefined) {
    checks.check(bucketName === undefined, `${prop}.bucketName`, bucketName, 'take it out: `bucket` says which bucket');
    checks.check(allowedBuckets === undefined, `${prop}.allowedBuckets`, allowedBuckets, 'take it out: it goes with `bucketName`');
    return;
  }
  checks.check(bucketName !== undefined, `${prop}.bucket`, bucket, 'give the bucket, or its name as an expression in `bucketName`');
  if (bucketName === undefined) return;
  checks.check(isExpression(bucketName), `${prop}.bucketName`, bucketName, 'give a JSONata expression in {% %}, or the bucket itself in `bucket`');
  checks.check(allowedBuckets !== undefined && allowedBuckets.length > 0, `${prop}.allowedBuckets`, allowedBuckets,
    'name the buckets that the expression may give: the role may read and write no other');
}
