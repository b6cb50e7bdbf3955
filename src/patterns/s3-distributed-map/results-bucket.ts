import { aws_s3 as s3, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { S3_MAP_DEFAULTS, S3DistributedMapProps } from './s3-distributed-map-props';
import { acknowledge } from '../../workflow/acknowledge';

/** After so long, what a map run has begun to upload and not finished is thrown away; a run may take longer than a day. */
const UNFINISHED_UPLOADS_KEPT = Duration.days(7);

/** A bucket for results: encrypted, not public, for TLS only. */
export function createResultsBucket(scope: Construct, props: S3DistributedMapProps): s3.Bucket {
  const bucket = new s3.Bucket(scope, 'Results', {
    encryption: props.resultsEncryptionKey === undefined ? s3.BucketEncryption.S3_MANAGED : s3.BucketEncryption.KMS,
    encryptionKey: props.resultsEncryptionKey,
    bucketKeyEnabled: props.resultsEncryptionKey === undefined ? undefined : true,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    lifecycleRules: [{ abortIncompleteMultipartUploadAfter: UNFINISHED_UPLOADS_KEPT }],
    removalPolicy: props.resultsRemovalPolicy ?? S3_MAP_DEFAULTS.resultsRemovalPolicy,
  });
  acknowledge(bucket, 'AwsSolutions-S1', 'only the workflow writes here, and its executions are logged; a bucket given in `results` logs access as its owner likes');
  return bucket;
}
