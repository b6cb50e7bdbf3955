import * as path from 'node:path';
import { aws_iam as iam, aws_lambda as lambda, aws_logs as logs, aws_s3 as s3, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Props of `CatalogFunction`. */
export interface CatalogFunctionProps {
  /** The function in `handlers/`: `prices.importRows` is `importRows` of `handlers/prices/index.js`. */
  readonly code: string;

  /** The bucket that it reads. */
  readonly bucket: s3.IBucket;

  /** Which objects of the bucket it reads. */
  readonly objects: string;
}

/** A function of the catalog: plain Node.js, so that its folder is its asset, with a role that can read its objects and write its log. */
export class CatalogFunction extends lambda.Function {
  constructor(scope: Construct, id: string, { code, bucket, objects }: CatalogFunctionProps) {
    const [folder, name] = code.split('.');
    const logGroup = new logs.LogGroup(scope, `${id}Log`, { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    const role = new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects(objects)] }));
    // the functions that read a folder of objects name it; which of them an item is, nobody knows at synth
    if (objects.endsWith('*')) {
      const bucketId = Stack.of(scope).getLogicalId(bucket.node.defaultChild as s3.CfnBucket);
      Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/${objects}]`, reason: 'it reads any object of the folder, and no other' });
    }
    super(scope, id, {
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(path.join(__dirname, 'handlers', folder)),
      handler: `index.${name}`,
      environment: { CATALOG_BUCKET: bucket.bucketName },
      timeout: Duration.seconds(30),
      memorySize: 512,
      logGroup,
      role,
    });
  }
}
