import type { Call } from '../call';

/**
 * A statement runs as whom the call names: the user in a secret, or the role itself, whose credentials for the database come from IAM.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html
 */
export function executeStatement(call: Call, operation: string): void {
  const group = call.resources({ kind: 'redshift-serverless:workgroup', arn: () => undefined, absent: () => undefined }, 'WorkgroupName');
  const cluster = call.argument('ClusterIdentifier');
  const clusters = cluster && call.arns({ kind: 'redshift:cluster', arn: (name) => call.arn('redshift', `cluster:${name}`) }, 'ClusterIdentifier');
  call.need([`redshift-data:${operation}`], [...group?.map(({ arn }) => arn) ?? [], ...clusters ?? []], 'runs the statement');
  if (call.gives('SecretArn')) {
    call.need(['secretsmanager:GetSecretValue'], call.arns({ kind: 'secretsmanager:Secret', arn: (name) => call.arn('secretsmanager', `secret:${name}-??????`) }, 'SecretArn'),
      'reads the credentials of the database');
    return;
  }
  call.need(['redshift-serverless:GetCredentials'], group?.map(({ arn }) => arn), 'gets credentials of the database');
  if (cluster === undefined) return;
  const database = call.argument('Database')?.pattern ?? '*';
  const ofCluster = (resource: string) => call.arn('redshift', `${resource}:${cluster.pattern}`);
  const user = call.argument('DbUser');
  if (user === undefined) {call.need(['redshift:GetClusterCredentialsWithIAM'], [`${ofCluster('dbname')}/${database}`], 'gets credentials of the database');} else {
    call.need(['redshift:GetClusterCredentials'], [`${ofCluster('dbname')}/${database}`, `${ofCluster('dbuser')}/${user.pattern}`],
      'gets credentials of the database');
  }
}
