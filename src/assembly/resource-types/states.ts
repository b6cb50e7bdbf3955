import type { ResourceFacts, ResourceType } from './resource-type';

const arn = (kind: string) => (r: ResourceFacts) => `arn:${r.partition}:states:${r.region}:${r.account}:${kind}:${r.name}`;
const machine = arn('stateMachine');
const activity = arn('activity');
const versionArn = (r: ResourceFacts) => `${r.text('StateMachineArn') ?? machine(r)}:1`;
/** An alias belongs to the machine of the version it routes to. */
const aliasArn = (r: ResourceFacts) => `${(r.text('DeploymentPreference.StateMachineVersionArn') ?? r.text('RoutingConfiguration.0.StateMachineVersionArn') ?? machine(r)).replace(/:\d+$/, '')}:${r.name}`;

export const STATES: readonly ResourceType[] = [
  {
    type: 'AWS::StepFunctions::StateMachine',
    nameProperty: 'StateMachineName',
    maxNameLength: 80,
    arn: machine,
    ref: machine,
    attributes: { Name: (r) => r.name, StateMachineRevisionId: (r) => r.digits(32) },
  },
  { type: 'AWS::StepFunctions::StateMachineVersion', arn: versionArn, ref: versionArn },
  { type: 'AWS::StepFunctions::StateMachineAlias', nameProperty: 'Name', arn: aliasArn, ref: aliasArn },
  { type: 'AWS::StepFunctions::Activity', nameProperty: 'Name', maxNameLength: 80, arn: activity, ref: activity, attributes: { Name: (r) => r.name } },
];
