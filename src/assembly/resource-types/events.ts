import type { ResourceFacts, ResourceType } from './resource-type';

const arn = (kind: string) => (r: ResourceFacts) => `arn:${r.partition}:events:${r.region}:${r.account}:${kind}/${r.name}`;
const identified = (kind: string) => (r: ResourceFacts) => `${arn(kind)(r)}/${uuid(r)}`;
const uuid = (r: ResourceFacts) => r.digits(32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
const ruleArn = (r: ResourceFacts) => {
  const bus = r.text('EventBusName')?.replace(/^arn:[^/]*\//, '');
  return `arn:${r.partition}:events:${r.region}:${r.account}:rule/${bus === undefined || bus === 'default' ? '' : `${bus}/`}${r.name}`;
};

export const EVENTS: readonly ResourceType[] = [
  { type: 'AWS::Events::EventBus', nameProperty: 'Name', maxNameLength: 256, arn: arn('event-bus'), attributes: { Name: (r) => r.name } },
  { type: 'AWS::Events::Rule', nameProperty: 'Name', maxNameLength: 64, arn: ruleArn },
  { type: 'AWS::Events::Archive', nameProperty: 'ArchiveName', maxNameLength: 48, arn: arn('archive') },
  {
    type: 'AWS::Events::Connection',
    nameProperty: 'Name',
    maxNameLength: 64,
    arn: identified('connection'),
    attributes: {
      SecretArn: (r) => `arn:${r.partition}:secretsmanager:${r.region}:${r.account}:secret:events!connection/${r.name}/${uuid(r)}-${r.digits(6)}`,
      ArnForPolicy: arn('connection'),
    },
  },
  { type: 'AWS::Events::ApiDestination', nameProperty: 'Name', maxNameLength: 64, arn: identified('api-destination'), attributes: { ArnForPolicy: arn('api-destination') } },
  { type: 'AWS::Scheduler::Schedule', nameProperty: 'Name', maxNameLength: 64, arn: (r) => `arn:${r.partition}:scheduler:${r.region}:${r.account}:schedule/${r.text('GroupName') ?? 'default'}/${r.name}` },
  { type: 'AWS::Scheduler::ScheduleGroup', nameProperty: 'Name', maxNameLength: 64, arn: (r) => `arn:${r.partition}:scheduler:${r.region}:${r.account}:schedule-group/${r.name}` },
  { type: 'AWS::Pipes::Pipe', nameProperty: 'Name', maxNameLength: 64, arn: (r) => `arn:${r.partition}:pipes:${r.region}:${r.account}:pipe/${r.name}` },
];
