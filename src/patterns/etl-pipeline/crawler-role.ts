import { ArnFormat, aws_iam as iam, aws_s3 as s3, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledgeWildcard } from '../../workflow/role/wildcards';

/** What a crawler does in the catalog that adds and changes tables, and leaves those alone whose data is gone. */
const CATALOG_ACTIONS = [
  'glue:BatchCreatePartition', 'glue:BatchGetPartition', 'glue:BatchUpdatePartition', 'glue:CreatePartition', 'glue:CreateTable', 'glue:GetDatabase',
  'glue:GetPartition', 'glue:GetPartitions', 'glue:GetTable', 'glue:GetTables', 'glue:UpdatePartition', 'glue:UpdateTable',
];

/**
 * A role for one crawler: it reads its data, writes its database's tables and its log.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/crawler-prereqs.html
 */
export function crawlerRole(scope: Construct, id: string, databaseName: string, bucket: s3.IBucket, prefix: string): iam.Role {
  const stack = Stack.of(scope);
  const glue = (resource: string, resourceName?: string) => stack.formatArn({ service: 'glue', resource, resourceName });
  const [objects, tables] = [bucket.arnForObjects(`${prefix}*`), glue('table', `${databaseName}/*`)];
  const logs = stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: '/aws-glue/crawlers*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  const role = new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal('glue.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } }),
    inlinePolicies: {
      Crawl: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [objects] }),
          new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn], conditions: { StringLike: { 's3:prefix': `${prefix}*` } } }),
          new iam.PolicyStatement({ actions: ['s3:GetBucketLocation'], resources: [bucket.bucketArn] }),
          new iam.PolicyStatement({ actions: CATALOG_ACTIONS, resources: [glue('catalog'), glue('database', databaseName), tables] }),
          new iam.PolicyStatement({ actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs] }),
          ...bucket.encryptionKey ? [new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [bucket.encryptionKey.keyArn] })] : [],
        ],
      }),
    },
  });
  acknowledgeWildcard(role, objects, 'the crawler looks at all objects below its prefix');
  acknowledgeWildcard(role, tables, 'the crawler makes a table of each folder that it finds');
  acknowledgeWildcard(role, logs, 'Glue names the log groups and streams of crawlers');
  return role;
}
