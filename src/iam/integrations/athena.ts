import { parseArn } from '../arn';
import { Call, propOf, ResourceForm } from '../call';
import { ANSWERS, Integration, IntegrationAction, RUNS_JOB } from '../integration';
import { tellKeyUse } from '../keys';
import type { KnownResource } from '../permission-context';
import { bucketArn, objectsIn, parseLocation } from '../s3';

/** What Athena does in the Glue catalog for a query that reads, creates or drops tables. */
const CATALOG_READ = ['glue:BatchGetPartition', 'glue:GetDatabase', 'glue:GetDatabases', 'glue:GetPartition', 'glue:GetPartitions', 'glue:GetTable', 'glue:GetTables'];
const CATALOG_WRITE = [
  'glue:BatchCreatePartition', 'glue:BatchDeletePartition', 'glue:BatchDeleteTable', 'glue:CreatePartition', 'glue:CreateTable',
  'glue:DeletePartition', 'glue:DeleteTable', 'glue:UpdatePartition', 'glue:UpdateTable',
];

function workGroup(call: Call): ResourceForm {
  const arn = (name: string) => call.arn('athena', `workgroup/${name}`);
  return { kind: 'athena:workgroup', arn, absent: () => arn('primary') };
}

/**
 * A call that names only an execution reaches the work groups in which the definition runs its queries, or those that are allowed.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html
 */
function ofExecution(action: string, reason: string, readsResult: boolean): IntegrationAction {
  return {
    patterns: ANSWERS,
    tell: (call) => {
      const starts = call.others((resource) => resource.includes(':athena:startQueryExecution'));
      const groups = starts.flatMap((start) => start.resources(workGroup(start), 'WorkGroup') ?? []).map(({ arn }) => arn);
      const id = call.argument('QueryExecutionId');
      const arns = groups.length > 0 ? groups : id && call.allowedResources('athena:workgroup', id)?.map(({ arn }) => arn);
      call.need([action], arns, reason);
      if (!readsResult) return;
      const results = starts.flatMap((start) => resultsOf(start, start.resources(workGroup(start), 'WorkGroup') ?? []) ?? []);
      call.need(['s3:GetObject'], results.map((location) => objectsIn(location)), 'reads the result of the query');
      tellKeyUse(call, results, ['kms:Decrypt'], 'reads the encrypted result');
    },
  };
}

function tellStart(call: Call): void {
  const groups = call.resources(workGroup(call), 'WorkGroup');
  call.need(['athena:StartQueryExecution'], groups?.map(({ arn }) => arn), 'runs the query');
  if (call.isJob) call.need(['athena:GetQueryExecution', 'athena:StopQueryExecution'], groups?.map(({ arn }) => arn), 'follows the query and stops it');
  tellCatalog(call);
  tellLocations(call, resultsOf(call, groups ?? []) ?? []);
  tellSources(call);
}

/** The catalog, database and tables that the query's context names. */
function tellCatalog(call: Call): void {
  const name = call.text('QueryExecutionContext', 'Catalog') ?? 'AwsDataCatalog';
  call.need(['athena:GetDataCatalog'], [call.arn('athena', `datacatalog/${name}`)], 'finds the data');
  const database = call.argument('QueryExecutionContext', 'Database');
  const databases = database === undefined ? ['default'] : databaseNames(call);
  if (databases === undefined) return;
  const resources = [call.arn('glue', 'catalog'), ...databases.flatMap((one) => [call.arn('glue', `database/${one}`), ...tablesOf(call, one)])];
  call.need(CATALOG_READ, resources, 'reads the tables of the database');
  if (changesTables(call)) call.need(CATALOG_WRITE, resources, 'changes the tables of the database');
  call.need(['lakeformation:GetDataAccess'], ['*'], 'reads what Lake Formation grants', { wildcardReason: 'IAM knows no resources for this action' });
}

/** The tables of a database that the context allows; where it names none of them, all. */
function tablesOf(call: Call, database: string): string[] {
  const allowed = call.allowed('glue:table').filter((arn) => parseArn(arn)?.resource.startsWith(`table/${database}/`));
  return allowed.length > 0 ? allowed : [call.arn('glue', `table/${database}/*`)];
}

function databaseNames(call: Call): string[] | undefined {
  const databases = call.resources({ kind: 'glue:database', arn: (name) => call.arn('glue', `database/${name}`) }, 'QueryExecutionContext', 'Database');
  return databases?.map((database) => call.nameOf(database) ?? '*');
}

/** Whether the query's text may do anything but read. */
function changesTables(call: Call): boolean {
  const query = call.text('QueryString');
  return query === undefined || !/^\s*\(?\s*(select|with|show|describe|explain|values)\b/i.test(query);
}

/** Where Athena writes the results: the call or its work group says. */
function resultsOf(call: Call, groups: readonly KnownResource[]): readonly KnownResource[] | undefined {
  const location = call.argument('ResultConfiguration', 'OutputLocation');
  if (location !== undefined && !location.exact && !location.pattern.startsWith('s3://')) return call.allowedResources('s3:bucket', location);
  const parsed = location && parseLocation(location.pattern);
  if (parsed !== undefined) {
    const bucket = call.find(parsed.bucket, 's3:bucket') ?? { kind: 's3:bucket', arn: call.globalArn('s3', parsed.bucket) };
    return [{ ...bucket, arn: objectsIn(bucket, `${parsed.key}${parsed.key.endsWith('*') ? '' : '*'}`) }];
  }
  const isKnown = groups.every(({ usedArns }) => usedArns !== undefined);
  const arns = isKnown ? groups.flatMap(({ usedArns }) => usedArns!) : call.allowed('s3:bucket');
  if (!isKnown && arns.length === 0) {
    call.report('UNKNOWN_RESOURCE', call.fieldOf(['ResultConfiguration', 'OutputLocation']), undefined,
      `has no ${call.fieldOf(['ResultConfiguration', 'OutputLocation'])}, so where its work group writes the result is not known; `
      + `give it or name the bucket in ${propOf('s3:bucket')}`);
  }
  return arns.map((arn) => call.find(arn, 's3:bucket') ?? { kind: 's3:bucket', arn });
}

function tellLocations(call: Call, locations: readonly KnownResource[]): void {
  const objects = locations.map((location) => objectsIn(location));
  const buckets = locations.map(({ arn }) => bucketArn(arn));
  call.need(['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'], objects, 'writes the result of the query');
  call.need(['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], buckets, 'finds the result of the query');
  tellKeyUse(call, locations, ['kms:Decrypt', 'kms:GenerateDataKey'], 'writes the encrypted result');
}

/**
 * Where the tables' data lies only the catalog knows: the buckets that the context allows are read, and written by a query that changes tables.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/insert-into.html
 */
function tellSources(call: Call): void {
  // what is allowed may be a part of a bucket, whose key is the bucket's
  const buckets = call.allowed('s3:bucket').map((arn) => ({ kind: 's3:bucket', ...call.find(bucketArn(arn), 's3:bucket'), arn }));
  call.need(['s3:GetObject'], buckets.map((bucket) => objectsIn(bucket)), 'reads the data of the tables');
  call.need(['s3:GetBucketLocation', 's3:ListBucket'], buckets.map(({ arn }) => bucketArn(arn)), 'finds the data of the tables');
  tellKeyUse(call, buckets, ['kms:Decrypt'], 'reads the encrypted data');
  if (!changesTables(call)) return;
  call.need(['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'], buckets.map((bucket) => objectsIn(bucket)), 'writes the data of the tables');
  tellKeyUse(call, buckets, ['kms:GenerateDataKey'], 'writes the encrypted data');
}

export const athena: Integration = {
  service: 'athena',
  actions: {
    startQueryExecution: { patterns: RUNS_JOB, tell: tellStart },
    stopQueryExecution: ofExecution('athena:StopQueryExecution', 'stops a query', false),
    getQueryExecution: ofExecution('athena:GetQueryExecution', 'looks at a query', false),
    getQueryResults: ofExecution('athena:GetQueryResults', 'reads the result of a query', true),
  },
};
