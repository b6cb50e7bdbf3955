import { ANALYTICS } from './analytics';
import { COMPUTE } from './compute';
import { DYNAMODB } from './dynamodb';
import { EVENTS } from './events';
import { LAMBDA } from './lambda';
import { MESSAGING } from './messaging';
import { OPERATIONS } from './operations';
import type { ResourceType } from './resource-type';
import { SECURITY } from './security';
import { STATES } from './states';
import { STORAGE } from './storage';

export * from './resource-type';

const TYPES: ReadonlyMap<string, ResourceType> = new Map([
  ...LAMBDA, ...MESSAGING, ...DYNAMODB, ...STATES, ...STORAGE, ...EVENTS, ...SECURITY, ...ANALYTICS, ...COMPUTE, ...OPERATIONS,
].map((one) => [one.type, one]));

/** How resources of a CloudFormation type are named. */
export function resourceType(type: string): ResourceType {
  return TYPES.get(type) ?? genericType(type);
}

/** Whether only a deployment can tell the attributes of resources of this type. */
export function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

/** The usual naming: `AWS::Glue::MLTransform` is `arn:…:glue:…:ml-transform/NAME`, `Ref` gives the name. */
function genericType(type: string): ResourceType {
  const [, service = 'custom', kind = 'resource'] = type.split('::');
  const words = kind.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2').toLowerCase();
  return {
    type,
    nameProperty: `${kind}Name`,
    defaultName: (r) => r.text('Name') ?? `${r.stackName}-${r.logicalId}`,
    arn: (r) => `arn:${r.partition}:${service.toLowerCase()}:${r.region}:${r.account}:${words}/${r.name}`,
  };
}
