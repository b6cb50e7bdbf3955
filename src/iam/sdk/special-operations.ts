import type { Call } from '../call';
import { tellModel } from '../integrations/bedrock';
import { table } from '../integrations/dynamodb';
import { tellStartSync } from '../integrations/states';
import { tellKeyUse } from '../keys';
import { buckets, objectsIn } from '../s3';
import { splitOutsideTokens } from '../tokens';
import { executeStatement } from './redshift-data';

/** Tells an operation whose needs its action alone does not tell. */
type SpecialOperation = (call: Call, operation: string) => void;

/** Copying reads one object and writes another. */
const copyObject: SpecialOperation = (call) => {
  const target = buckets(call, 'Bucket');
  call.need(['s3:PutObject'], target?.map((bucket) => objectsIn(bucket, call.argument('Key')?.pattern)), 'writes the copy');
  tellKeyUse(call, target, ['kms:GenerateDataKey'], 'writes to the encrypted bucket');
  const argument = call.argument('CopySource');
  const [name, ...key] = splitOutsideTokens(argument?.pattern.replace(/^\//, '') ?? '*', '/');
  if (name.includes('*')) {
    const allowed = argument && call.allowedResources('s3:bucket', argument);
    call.need(['s3:GetObject'], allowed?.map((bucket) => objectsIn(bucket)), 'reads what is copied');
    tellKeyUse(call, allowed, ['kms:Decrypt'], 'reads from the encrypted bucket');
    return;
  }
  const bucket = call.find(name, 's3:bucket') ?? { kind: 's3:bucket', arn: call.globalArn('s3', name) };
  call.need(['s3:GetObject'], [objectsIn(bucket, key.join('/').split('?')[0])], 'reads what is copied');
  tellKeyUse(call, [bucket], ['kms:Decrypt'], 'reads from the encrypted bucket');
};

/** No resource limits who may put which metrics; the namespace does. */
const putMetricData: SpecialOperation = (call) => {
  const namespace = call.text('Namespace');
  call.need(['cloudwatch:PutMetricData'], ['*'], `calls ${call.name}`, {
    wildcardReason: namespace === undefined ? 'IAM knows no resources for this action' : `IAM knows no resources for this action; its namespace is ${namespace}`,
    ...(namespace === undefined ? {} : { conditions: { StringEquals: { 'cloudwatch:namespace': namespace } } }),
  });
};

/** A token that the call takes from its own context is one of this very machine; of any other, nothing tells whose it is. */
const taskAnswer: SpecialOperation = (call, operation) => {
  const isOwn = /^\{%\s*\$states\.context\.Task\.Token\s*%\}$/.test(call.argument('TaskToken')?.source ?? '');
  call.need([`states:${operation}`], [isOwn ? call.context.machineArn : '*'], `calls ${call.name}`,
    isOwn ? { self: true } : { wildcardReason: 'IAM knows no resources for this action' });
};

/** Listing is limited to the prefix that is listed, where it is known. */
const listObjects: SpecialOperation = (call) => {
  const prefix = call.given('Prefix');
  call.need(['s3:ListBucket'], buckets(call, 'Bucket')?.map(({ arn }) => arn), `calls ${call.name}`,
    prefix === undefined || prefix.pattern === '*' ? {} : { conditions: { StringLike: { 's3:prefix': prefix.pattern } } });
};

/** The tables of a batch are the names in its `RequestItems`. */
const batchItems: SpecialOperation = (call, operation) => {
  const items = call.sent.leaves.filter(({ path }) => path.length === 0 || path[0] === 'RequestItems');
  const open = items.find(({ path }) => path.length < 2);
  const tables = open === undefined
    ? [...new Set(items.map(({ path }) => path[1]))].map((name) => call.find(name, 'dynamodb:table')
      ?? { kind: 'dynamodb:table', arn: name.startsWith('arn:') ? name : call.arn('dynamodb', `table/${name}`) })
    : call.allowedResources('dynamodb:table', open);
  call.need([`dynamodb:${operation}`], tables?.map(({ arn }) => arn), `calls ${call.name}`);
  tellKeyUse(call, tables, ['kms:Decrypt'], 'reads and writes the encrypted table');
};

const WRITES: Readonly<Record<string, string>> = {
  Put: 'dynamodb:PutItem', Update: 'dynamodb:UpdateItem', Delete: 'dynamodb:DeleteItem', ConditionCheck: 'dynamodb:ConditionCheckItem',
};

/** Each write of a transaction needs its own action, on its own table. */
const transactWrite: SpecialOperation = (call) => {
  const items = call.sent.leaves.filter(({ path }) => path.length === 0 || path[0] === 'TransactItems');
  const open = items.find(({ path }) => path.length < 3);
  if (open !== undefined) {
    call.need(Object.values(WRITES), call.allowedResources('dynamodb:table', open)?.map(({ arn }) => arn), `calls ${call.name}`);
    return;
  }
  const writes = new Set(items.map(({ path: [, index, write] }) => `${index}.${write}`));
  for (const [index, write] of [...writes].map((key) => key.split('.'))) {
    const tables = call.resources(table(call), 'TransactItems', index, write, 'TableName');
    call.need([WRITES[write]].filter((action) => action !== undefined), tables?.map(({ arn }) => arn), `calls ${call.name}`);
    tellKeyUse(call, tables, ['kms:Decrypt'], 'reads and writes the encrypted table');
  }
};

/** What a model's id names depends on the id; it is called as the optimized integration calls it. */
const model = (action: string): SpecialOperation => (call) => tellModel(call, action);

/** API Gateway authorizes the HTTP method and path of its own API. */
const apiGateway: SpecialOperation = (call, operation) => {
  const [, method] = METHODS.find(([start]) => start.test(operation)) ?? [, 'POST'];
  const roots: readonly (readonly [parameter: string, path: string])[] = [
    ['RestApiId', 'restapis'], ['ApiId', 'apis'], ['DomainName', 'domainnames'], ['VpcLinkId', 'vpclinks'], ['UsagePlanId', 'usageplans'],
    ['ApiKey', 'apikeys'], ['ClientCertificateId', 'clientcertificates'],
  ];
  const root = roots.find(([parameter]) => call.given(parameter) !== undefined);
  const base = `arn:${call.context.partition}:apigateway:${call.context.region}::`;
  const path = root === undefined ? undefined : `${base}/${root[1]}/${call.argument(root[0])!.pattern}`;
  call.need([`apigateway:${method}`], path === undefined ? [`${base}/*`] : [path, `${path}/*`], `calls ${call.name}`);
};

/**
 * A map run whose ARN an expression decides is one of the workflow's own, or one that is allowed: its id is made when it starts, so no
 * definition can write it out.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 */
const mapRun: SpecialOperation = (call, operation) => {
  const { machineName, mapRunLabels = [] } = call.context;
  const argument = call.argument('MapRunArn');
  const reason = `calls ${call.name}`;
  if (argument === undefined || argument.exact || mapRunLabels.length === 0) {
    call.need([`states:${operation}`], call.arns({ kind: 'states:maprun', arn: () => undefined }, 'MapRunArn'), reason);
    return;
  }
  call.need([`states:${operation}`], mapRunLabels.map((label) => call.arn('states', `mapRun:${machineName}/${label}:*`)), reason, { self: true });
  call.need([`states:${operation}`], call.allowed('states:maprun'), reason);
};

const METHODS: readonly (readonly [operation: RegExp, method: string])[] = [
  [/^(Get|Export)/, 'GET'], [/^(Delete|Flush|Reset|Untag|Disassociate)/, 'DELETE'], [/^Update/, 'PATCH'], [/^(Put|Tag|Import(?!ApiKeys|RestApi)|Reimport)/, 'PUT'],
];

const SPECIAL: Readonly<Record<string, SpecialOperation>> = {
  'cloudwatch:PutMetricData': putMetricData,
  'redshift-data:ExecuteStatement': executeStatement,
  'redshift-data:BatchExecuteStatement': executeStatement,
  'states:SendTaskSuccess': taskAnswer,
  'states:SendTaskFailure': taskAnswer,
  'states:SendTaskHeartbeat': taskAnswer,
  's3:CopyObject': copyObject,
  's3:UploadPartCopy': copyObject,
  's3:ListObjects': listObjects,
  's3:ListObjectsV2': listObjects,
  'dynamodb:BatchGetItem': batchItems,
  'dynamodb:BatchWriteItem': batchItems,
  'bedrock:Converse': model('bedrock:InvokeModel'),
  'bedrock:ConverseStream': model('bedrock:InvokeModelWithResponseStream'),
  'bedrock:InvokeModel': model('bedrock:InvokeModel'),
  'bedrock:InvokeModelWithResponseStream': model('bedrock:InvokeModelWithResponseStream'),
  'dynamodb:TransactWriteItems': transactWrite,
  'apigateway:*': apiGateway,
  'states:DescribeMapRun': mapRun,
  'states:UpdateMapRun': mapRun,
  'states:StartSyncExecution': tellStartSync,
};

/** How an operation is told whose action alone does not tell its needs. */
export function specialOperation(prefix: string, operation: string): SpecialOperation | undefined {
  return SPECIAL[`${prefix}:${operation}`] ?? SPECIAL[`${prefix}:*`];
}
