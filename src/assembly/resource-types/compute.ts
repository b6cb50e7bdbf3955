import type { ResourceFacts, ResourceType } from './resource-type';

const arn = (service: string, resource: (r: ResourceFacts) => string) => (r: ResourceFacts) => `arn:${r.partition}:${service}:${r.region}:${r.account}:${resource(r)}`;
const lastOf = (text: string) => text.slice(text.lastIndexOf('/') + 1);
const taskDefinition = arn('ecs', (r) => `task-definition/${r.text('Family') ?? r.name}:1`);
const service = arn('ecs', (r) => `service/${lastOf(r.text('Cluster') ?? 'default')}/${r.name}`);
const queue = arn('batch', (r) => `job-queue/${r.name}`);
const job = arn('batch', (r) => `job-definition/${r.name}:1`);
const environment = arn('batch', (r) => `compute-environment/${r.name}`);
/** EC2's ids: a prefix and 17 hexadecimal digits. */
const identified = (type: string, prefix: string, kind: string, attribute: string): ResourceType => ({
  type, defaultName: (r) => `${prefix}-${r.digits(17)}`, arn: arn('ec2', (r) => `${kind}/${r.name}`), attributes: { [attribute]: (r) => r.name },
});

export const COMPUTE: readonly ResourceType[] = [
  { type: 'AWS::ECS::Cluster', nameProperty: 'ClusterName', maxNameLength: 255, arn: arn('ecs', (r) => `cluster/${r.name}`) },
  { type: 'AWS::ECS::TaskDefinition', nameProperty: 'Family', maxNameLength: 255, arn: taskDefinition, ref: taskDefinition, attributes: { TaskDefinitionArn: taskDefinition } },
  { type: 'AWS::ECS::Service', nameProperty: 'ServiceName', maxNameLength: 255, arn: service, ref: service, attributes: { ServiceArn: service, Name: (r) => r.name } },
  { type: 'AWS::Batch::JobQueue', nameProperty: 'JobQueueName', maxNameLength: 128, arn: queue, ref: queue, attributes: { JobQueueArn: queue } },
  { type: 'AWS::Batch::JobDefinition', nameProperty: 'JobDefinitionName', maxNameLength: 128, arn: job, ref: job, attributes: { JobDefinitionArn: job } },
  { type: 'AWS::Batch::ComputeEnvironment', nameProperty: 'ComputeEnvironmentName', maxNameLength: 128, arn: environment, ref: environment, attributes: { ComputeEnvironmentArn: environment } },
  { type: 'AWS::CodeBuild::Project', nameProperty: 'Name', maxNameLength: 255, arn: arn('codebuild', (r) => `project/${r.name}`) },
  { type: 'AWS::EKS::Cluster', nameProperty: 'Name', maxNameLength: 100, arn: arn('eks', (r) => `cluster/${r.name}`) },
  identified('AWS::EC2::VPC', 'vpc', 'vpc', 'VpcId'),
  identified('AWS::EC2::Subnet', 'subnet', 'subnet', 'SubnetId'),
  identified('AWS::EC2::SecurityGroup', 'sg', 'security-group', 'GroupId'),
];
