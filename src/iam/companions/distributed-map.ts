import type { MapState } from '../../asl';
import { didYouMean } from '../../asl';
import { ArgumentReader } from '../argument-reader';
import { Call } from '../call';
import { tellKeyUse } from '../keys';
import type { PermissionContext } from '../permission-context';
import { bucketArn, bucketForm, objectsIn } from '../s3';

/**
 * A Map in DISTRIBUTED mode runs its items as executions of the machine itself, reads them from S3 and writes results there.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
 */
export function tellMapRun(map: MapState, context: PermissionContext): Call[] {
  return [runs(map, context), ...reader(map, context), ...writer(map, context)];
}

/** Its child executions are `NAME/LABEL:…`; a map without a label gets one that only AWS knows. */
function runs(map: MapState, context: PermissionContext): Call {
  const call = callOf(map, 'map run', context, undefined, 'ItemProcessor');
  const { machineName } = context;
  const children = call.arn('states', `execution:${machineName}/${map.label ?? '*'}:*`);
  call.need(['states:StartExecution'], [context.machineArn], 'starts a child execution for each item or batch', { self: true });
  call.need(['states:DescribeExecution', 'states:StopExecution'], [call.arn('states', `execution:${machineName}:*`), children],
    'follows its child executions and stops them', { self: true });
  call.need(['states:RedriveExecution'], [children], 'redrives its child executions', { self: true });
  return call;
}

/** How each kind of reader is told. */
const READERS: Readonly<Record<string, (call: Call, map: MapState) => void>> = {
  's3:getObject': tellGetObject,
  's3:listObjectsV2': tellListObjects,
};

function reader(map: MapState, context: PermissionContext): Call[] {
  const { itemReader } = map;
  if (itemReader === undefined) return [];
  const name = apiOf(itemReader.resource);
  const call = callOf(map, name, context, payloadOf(map, itemReader), `ItemReader.${argumentsOf(map)}`);
  const tell = READERS[name];
  if (tell === undefined) {
    call.report('UNKNOWN_INTEGRATION', 'ItemReader.Resource', itemReader.resource,
      `reads its items with '${itemReader.resource}', which no reader does${didYouMean(name, Object.keys(READERS))}`);
  } else {
    tell(call, map);
  }
  return [call];
}

function tellGetObject(call: Call, map: MapState): void {
  const buckets = call.resources(bucketForm(call), 'Bucket');
  const key = call.argument('Key')?.pattern;
  call.need(['s3:GetObject'], buckets?.map((bucket) => objectsIn(bucket, key)), 'reads its items');
  tellKeyUse(call, buckets, ['kms:Decrypt'], 'reads its encrypted items');
  const config = map.itemReader?.readerConfig;
  // an inventory may be asked for by the older InputType alone, an Athena manifest never
  const manifest = config?.manifestType ?? (config?.inputType === 'MANIFEST' ? 'S3_INVENTORY' : undefined);
  if (manifest === undefined) return;
  const keys = manifest === 'ATHENA_DATA' ? folderOf(key, 1) : `${folderOf(key, 2).slice(0, -1)}data/*`;
  call.need(['s3:GetObject'], buckets?.map((bucket) => objectsIn(bucket, keys === 'data/*' ? '*' : keys)), 'reads the files that the manifest lists');
  if (manifest === 'ATHENA_DATA') {
    const others = call.allowed('s3:bucket').map((arn) => call.find(arn, 's3:bucket') ?? { kind: 's3:bucket', arn });
    call.need(['s3:GetObject'], others.map((bucket) => objectsIn(bucket)), 'reads the files that the manifest lists');
    tellKeyUse(call, others, ['kms:Decrypt'], 'reads the encrypted files that the manifest lists');
  }
}

/** The folder that lies some levels above a key, as a pattern; everything where the key is not known that far. */
function folderOf(key: string | undefined, levels: number): string {
  const folders = (key ?? '*').split('/').slice(0, -levels);
  const known = folders.findIndex((folder) => folder.includes('*'));
  return [...(known < 0 ? folders : folders.slice(0, known)), '*'].join('/');
}

function tellListObjects(call: Call, map: MapState): void {
  const buckets = call.resources(bucketForm(call), 'Bucket');
  const prefix = call.given('Prefix')?.pattern ?? '*';
  call.need(['s3:ListBucket'], buckets?.map(({ arn }) => bucketArn(arn)), 'lists its items',
    prefix === '*' ? {} : { conditions: { StringLike: { 's3:prefix': prefix } } });
  if (map.itemReader?.readerConfig?.transformation !== 'LOAD_AND_FLATTEN') return;
  call.need(['s3:GetObject'], buckets?.map((bucket) => objectsIn(bucket, prefix.endsWith('*') ? prefix : `${prefix}*`)), 'reads the objects that it lists');
  tellKeyUse(call, buckets, ['kms:Decrypt'], 'reads its encrypted items');
}

/**
 * Results are uploaded in parts, which S3 decrypts before it puts them together.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html#multiupload-dmap-result-policy
 */
const WRITER_KEY_ACTIONS = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'];

function writer(map: MapState, context: PermissionContext): Call[] {
  const { resultWriter } = map;
  if (resultWriter?.resource === undefined) return [];
  const call = callOf(map, apiOf(resultWriter.resource), context, payloadOf(map, resultWriter), `ResultWriter.${argumentsOf(map)}`);
  if (call.name !== 's3:putObject') {
    call.report('UNKNOWN_INTEGRATION', 'ResultWriter.Resource', resultWriter.resource,
      `writes its results with '${resultWriter.resource}', which no writer does${didYouMean(call.name, ['s3:putObject'])}`);
    return [call];
  }
  const buckets = call.resources(bucketForm(call), 'Bucket');
  const prefix = call.given('Prefix')?.pattern.replace(/\/$/, '') ?? '';
  call.need(['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
    buckets?.map((bucket) => objectsIn(bucket, prefix === '' || prefix === '*' ? '*' : `${prefix}/*`)), 'writes its results');
  tellKeyUse(call, buckets, WRITER_KEY_ACTIONS, 'writes its encrypted results');
  return [call];
}

function callOf(map: MapState, name: string, context: PermissionContext, payload: unknown, field: string): Call {
  return new Call(map.name, name, 'REQUEST_RESPONSE', context, new ArgumentReader(payload, map.queryLanguage, field), field);
}

function payloadOf(map: MapState, part: { readonly parameters?: unknown; readonly arguments?: unknown }): unknown {
  return (map.queryLanguage === 'JSONata' ? part.arguments : part.parameters) ?? {};
}

function argumentsOf(map: MapState): string {
  return map.queryLanguage === 'JSONata' ? 'Arguments' : 'Parameters';
}

/** `s3:getObject` of `arn:aws:states:::s3:getObject`. */
function apiOf(resource: string): string {
  return resource.split(':').slice(-2).join(':');
}
