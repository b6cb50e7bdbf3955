import { isArn, isScoped } from '../arn';
import type { Call, ResourceForm } from '../call';
import type { ResourceType } from '../facts';
import { modelArns } from '../integrations/bedrock';
import { taskDefinitionArn } from '../integrations/ecs';
import { queue } from '../integrations/sqs';
import type { KnownResource } from '../permission-context';
import { bucketArn, bucketForm, objectsIn } from '../s3';
import { holdsToken } from '../tokens';
import type { Resolution } from './resolve-type';

/** Tells a resource of a kind whose arguments do not look like its ARN. */
type KindResolver = (call: Call, type: ResourceType) => Resolution;

const ABSENT: Resolution = { state: 'absent' };

/** One argument names the resource, in a form of its own. */
function by(path: readonly string[], form: (call: Call) => ResourceForm): KindResolver {
  return (call) => {
    const given = call.sent.list(path);
    if (given.length === 0) return ABSENT;
    const open = given.find(({ exact, pattern }) => !exact && !isScoped(pattern));
    if (open !== undefined) return { state: 'dynamic', argument: open };
    const resources = given.map((argument) => call.resourcesOf(form(call), argument));
    if (resources.some((one) => one === undefined)) return { state: 'reported' };
    return { state: 'given', resources: resources.flatMap((one) => one!), complete: true };
  };
}

const s3Bucket: KindResolver = (call) => {
  const resolution = by(['Bucket'], bucketForm)(call, undefined as never);
  return resolution.state === 'given'
    ? { ...resolution, resources: resolution.resources.map((one) => ({ ...one, arn: bucketArn(one.arn) })) } : resolution;
};

const s3Object: KindResolver = (call) => {
  const resolution = by(['Bucket'], bucketForm)(call, undefined as never);
  if (resolution.state === 'absent' || resolution.state === 'reported') return resolution;
  const keys = keysOf(call);
  const within = (all: readonly KnownResource[]) => all.flatMap((bucket) => keys.map((key) => ({ ...bucket, arn: objectsIn(bucket, key) })));
  if (resolution.state === 'given') return { ...resolution, resources: within(resolution.resources) };
  if (call.allowed('s3:bucket').length === 0) return { state: 'dynamic', argument: resolution.argument };
  return { state: 'given', resources: within(call.allowedResources('s3:bucket', resolution.argument) ?? []), complete: true };
};

function keysOf(call: Call): string[] {
  const listed = call.sent.leaves.filter(({ path }) => path[0] === 'Delete' && path[path.length - 1] === 'Key');
  const keys = [...call.sent.list(['Key']), ...listed].map(({ pattern }) => pattern);
  return keys.length === 0 ? ['*'] : keys;
}

/** A secret's ARN ends with six characters that AWS chooses, so a name stands for any of them. */
const secret = by(['SecretId'], (call) => ({ kind: 'secretsmanager:Secret', arn: (name) => call.arn('secretsmanager', `secret:${name}-??????`) }));

const parameter: KindResolver = (call) => by([['Name', 'Names', 'Path'].find((name) => call.gives(name)) ?? 'Name'], () => ({
  kind: 'ssm:parameter',
  arn: (name) => `${call.arn('ssm', 'parameter')}/${name.replace(/^\//, '')}${call.gives('Path') ? '/*' : ''}`.replace('//', '/'),
}))(call, undefined as never);

/** A key by id; an alias tells no id, so it is any key of the account. */
const key = by(['KeyId'], (call) => ({ kind: 'kms:key', arn: (id) => call.arn('kms', id.startsWith('alias/') ? 'key/*' : `key/${id}`) }));

const schedule = by(['Name'], (call) => ({
  kind: 'scheduler:schedule',
  arn: (name) => call.arn('scheduler', `schedule/${call.given('GroupName')?.pattern ?? 'default'}/${name}`),
}));

const eventBus: KindResolver = (call) => {
  const names = call.sent.leaves.filter(({ path }) => path[path.length - 1] === 'EventBusName');
  const open = names.find(({ exact }) => !exact);
  if (open !== undefined) return { state: 'dynamic', argument: open };
  const texts = names.length === 0 ? ['default'] : names.map(({ pattern }) => pattern);
  const arnOf = (text: string) => call.find(text, 'events:event-bus')?.arn ?? (isArn(text) ? text : call.arn('events', `event-bus/${text}`));
  return { state: 'given', resources: texts.map((text) => ({ kind: 'events:event-bus', arn: arnOf(text) })), complete: true };
};

/** Actions on a group are authorized on its ARN as it is, or on everything in it, as the action has it. */
const logGroup: KindResolver = (call) => {
  const argument = ['LogGroupIdentifier', 'LogGroupName', 'LogGroupNames', 'LogGroupIdentifiers'].find((name) => call.gives(name)) ?? 'LogGroupName';
  const resolution = by([argument], () => ({ kind: 'logs:log-group', arn: (name) => call.arn('logs', `log-group:${name}`) }))(call, undefined as never);
  return resolution.state === 'given'
    ? { ...resolution, resources: resolution.resources.flatMap((one) => [one, { ...one, arn: `${one.arn.replace(/:\*$/, '')}:*` }]) } : resolution;
};

/** Mail is sent as a verified address, or as an address of a verified domain. */
const identity: KindResolver = (call) => {
  const argument = ['FromEmailAddressIdentityArn', 'SourceArn', 'FromEmailAddress', 'Source', 'EmailIdentity', 'Identity'].find((name) => call.gives(name));
  if (argument === undefined) return ABSENT;
  const resolution = by([argument], () => ({ kind: 'ses:identity', arn: (name) => name }))(call, undefined as never);
  if (resolution.state !== 'given') return resolution;
  const names = resolution.resources.flatMap(({ arn }) => {
    const address = /<(.+)>$/.exec(arn)?.[1] ?? arn;
    return isArn(arn) ? [arn] : [address, ...address.split('@').slice(1)].map((name) => call.arn('ses', `identity/${name}`));
  });
  return { ...resolution, resources: names.map((arn) => ({ kind: 'ses:identity', arn })) };
};

const topic: KindResolver = (call) => by([call.gives('TargetArn') ? 'TargetArn' : 'TopicArn'], () => ({
  kind: 'sns:topic', arn: (text) => holdsToken(text) ? text : undefined,
}))(call, undefined as never);

/** A task definition by family is any of its revisions. */
const taskDefinition = by(['TaskDefinition'], (call) => ({ kind: 'ecs:task-definition', arn: (name) => taskDefinitionArn(call, name) }));

const model = (path: string): KindResolver => (call) => {
  const resolution = by([path], () => ({ kind: 'bedrock:foundation-model', arn: (id) => id }))(call, undefined as never);
  if (resolution.state !== 'given') return resolution;
  const arns = resolution.resources.flatMap(({ arn }) => isArn(arn) || holdsToken(arn) ? [arn] : modelArns(call, arn));
  return { ...resolution, resources: arns.map((arn) => ({ kind: 'bedrock:foundation-model', arn })) };
};

const RESOLVERS: Readonly<Record<string, KindResolver>> = {
  's3:bucket': s3Bucket,
  's3:object': s3Object,
  's3:accesspoint': () => ABSENT,
  's3:accesspointobject': () => ABSENT,
  'sqs:queue': by(['QueueUrl'], queue),
  'sns:topic': topic,
  'secretsmanager:Secret': secret,
  'ssm:parameter': parameter,
  'kms:key': key,
  'scheduler:schedule': schedule,
  'events:event-bus': eventBus,
  'logs:log-group': logGroup,
  'ses:identity': identity,
  'ecs:task-definition': taskDefinition,
  'bedrock:foundation-model': (call, type) => model(call.gives('BaseModelIdentifier') ? 'BaseModelIdentifier' : 'ModelId')(call, type),
};

/** The resolver of a kind whose arguments do not look like its ARN. */
export function resolverOf(kind: string): KindResolver | undefined {
  return RESOLVERS[kind];
}
