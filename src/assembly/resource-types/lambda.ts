import type { ResourceFacts, ResourceType } from './resource-type';

const functionArn = (r: ResourceFacts, name: string) => (name.startsWith('arn:') ? name : `arn:${r.partition}:lambda:${r.region}:${r.account}:function:${name}`);
const qualified = (r: ResourceFacts) => functionArn(r, r.text('FunctionName') ?? r.name);

export const LAMBDA: readonly ResourceType[] = [
  {
    type: 'AWS::Lambda::Function',
    nameProperty: 'FunctionName',
    maxNameLength: 64,
    arn: (r) => functionArn(r, r.name),
  },
  {
    type: 'AWS::Lambda::Version',
    defaultName: () => '1',
    arn: (r) => `${qualified(r)}:1`,
    ref: (r) => `${qualified(r)}:1`,
    attributes: { Version: () => '1', FunctionArn: (r) => `${qualified(r)}:1` },
  },
  {
    type: 'AWS::Lambda::Alias',
    nameProperty: 'Name',
    arn: (r) => `${qualified(r)}:${r.name}`,
    ref: (r) => `${qualified(r)}:${r.name}`,
    attributes: { AliasArn: (r) => `${qualified(r)}:${r.name}` },
  },
  {
    type: 'AWS::Lambda::LayerVersion',
    nameProperty: 'LayerName',
    arn: (r) => `arn:${r.partition}:lambda:${r.region}:${r.account}:layer:${r.name}:1`,
    ref: (r) => `arn:${r.partition}:lambda:${r.region}:${r.account}:layer:${r.name}:1`,
  },
  {
    type: 'AWS::Lambda::Url',
    arn: (r) => functionArn(r, r.text('TargetFunctionArn') ?? r.name),
    ref: (r) => functionArn(r, r.text('TargetFunctionArn') ?? r.name),
    attributes: { FunctionUrl: (r) => `https://${r.digits(32)}.lambda-url.${r.region}.on.aws/`, FunctionArn: (r) => functionArn(r, r.text('TargetFunctionArn') ?? r.name) },
  },
];
