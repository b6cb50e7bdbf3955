import type { ResourceFacts, ResourceType } from './resource-type';

/** `Fn::GetAtt Arn` of a log group ends with `:*`, which names its streams. */
const logGroupArn = (r: ResourceFacts) => `arn:${r.partition}:logs:${r.region}:${r.account}:log-group:${r.name}`;
const api = (r: ResourceFacts) => `https://${r.name}.execute-api.${r.region}.${r.urlSuffix}`;
const id = (r: ResourceFacts) => r.digits(10);
/** CDK's logical id for a nested stack says its name twice. */
const nestedStackName = (r: ResourceFacts) => `${r.stackName}-${r.logicalId.replace(/NestedStack\w*NestedStackResource([0-9A-F]{8})$/, '$1')}`;

export const OPERATIONS: readonly ResourceType[] = [
  { type: 'AWS::Logs::LogGroup', nameProperty: 'LogGroupName', maxNameLength: 512, arn: logGroupArn, attributes: { Arn: (r) => `${logGroupArn(r)}:*` } },
  { type: 'AWS::CloudWatch::Alarm', nameProperty: 'AlarmName', maxNameLength: 255, arn: (r) => `arn:${r.partition}:cloudwatch:${r.region}:${r.account}:alarm:${r.name}` },
  { type: 'AWS::CloudWatch::Dashboard', nameProperty: 'DashboardName', arn: (r) => `arn:${r.partition}:cloudwatch::${r.account}:dashboard/${r.name}` },
  { type: 'AWS::ApiGateway::RestApi', defaultName: id, arn: (r) => `arn:${r.partition}:apigateway:${r.region}::/restapis/${r.name}`, attributes: { RestApiId: (r) => r.name, RootResourceId: id } },
  { type: 'AWS::ApiGateway::Stage', nameProperty: 'StageName', arn: (r) => `arn:${r.partition}:apigateway:${r.region}::/restapis/${r.text('RestApiId') ?? ''}/stages/${r.name}` },
  { type: 'AWS::ApiGatewayV2::Api', defaultName: id, arn: (r) => `arn:${r.partition}:apigateway:${r.region}::/apis/${r.name}`, attributes: { ApiId: (r) => r.name, ApiEndpoint: api } },
  { type: 'AWS::CloudFormation::Stack', defaultName: nestedStackName, arn: (r) => `arn:${r.partition}:cloudformation:${r.region}:${r.account}:stack/${r.name}/${r.digits(8)}`, ref: (r) => `arn:${r.partition}:cloudformation:${r.region}:${r.account}:stack/${r.name}/${r.digits(8)}` },
];
