import type { ResourceFacts, ResourceType } from './resource-type';

const arn = (service: string, resource: (r: ResourceFacts) => string) => (r: ResourceFacts) => `arn:${r.partition}:${service}:${r.region}:${r.account}:${resource(r)}`;
const named = (service: string, type: string, nameProperty: string, kind: string): ResourceType => ({ type, nameProperty, arn: arn(service, (r) => `${kind}/${r.name}`) });
const input = (property: string) => (r: ResourceFacts) => r.text(property) ?? `${r.stackName}-${r.logicalId}`.toLowerCase();

export const ANALYTICS: readonly ResourceType[] = [
  named('glue', 'AWS::Glue::Job', 'Name', 'job'),
  named('glue', 'AWS::Glue::Crawler', 'Name', 'crawler'),
  named('glue', 'AWS::Glue::Workflow', 'Name', 'workflow'),
  named('glue', 'AWS::Glue::Trigger', 'Name', 'trigger'),
  { type: 'AWS::Glue::Database', defaultName: input('DatabaseInput.Name'), arn: arn('glue', (r) => `database/${r.name}`) },
  { type: 'AWS::Glue::Table', defaultName: input('TableInput.Name'), arn: arn('glue', (r) => `table/${r.text('DatabaseName') ?? 'default'}/${r.name}`) },
  named('athena', 'AWS::Athena::WorkGroup', 'Name', 'workgroup'),
  named('athena', 'AWS::Athena::DataCatalog', 'Name', 'datacatalog'),
  {
    type: 'AWS::EMRServerless::Application',
    defaultName: (r) => r.digits(16),
    arn: (r) => `arn:${r.partition}:emr-serverless:${r.region}:${r.account}:/applications/${r.name}`,
    attributes: { ApplicationId: (r) => r.name },
  },
  { type: 'AWS::EMR::Cluster', defaultName: (r) => `j-${r.digits(13).toUpperCase()}`, arn: (r) => `arn:${r.partition}:elasticmapreduce:${r.region}:${r.account}:cluster/${r.name}`, attributes: { MasterPublicDNS: (r) => `${r.name}.compute.${r.urlSuffix}` } },
  named('sagemaker', 'AWS::SageMaker::Model', 'ModelName', 'model'),
  { ...named('sagemaker', 'AWS::SageMaker::Endpoint', 'EndpointName', 'endpoint'), ref: arn('sagemaker', (r) => `endpoint/${r.name}`) },
  named('databrew', 'AWS::DataBrew::Job', 'Name', 'job'),
  { type: 'AWS::DataSync::Task', defaultName: (r) => `task-${r.digits(17)}`, arn: arn('datasync', (r) => `task/${r.name}`), ref: arn('datasync', (r) => `task/${r.name}`), attributes: { TaskArn: arn('datasync', (r) => `task/${r.name}`) } },
  { type: 'AWS::Redshift::Cluster', nameProperty: 'ClusterIdentifier', lowercase: true, arn: arn('redshift', (r) => `cluster:${r.name}`) },
];
