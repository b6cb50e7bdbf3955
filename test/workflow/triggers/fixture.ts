import { App, aws_stepfunctions as sfn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Construct } from 'constructs';
import { WorkflowBase } from '../../../src/workflow/workflow-base';

/** A stack that has an environment, so that nothing in it depends on where it is deployed. */
export function newStack(): Stack {
  return new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-central-1' } });
}

/** A workflow as triggers see one, with its start ARN apart from its state machine's so that a test tells them apart. */
export class WorkflowFake extends WorkflowBase {
  public readonly stateMachine: sfn.IStateMachine;
  public readonly workflowArn: string;
  public readonly workflowName: string;
  public readonly startArn: string;
  public readonly encryptionKey = undefined;
  public readonly alarmTopic = undefined;
  protected readonly arnWithoutReference = START_ARN;
  /** Where its triggers go, as in a real one. */
  public readonly triggers: Construct;

  constructor(scope: Construct, id: string, public readonly workflowType: sfn.StateMachineType = sfn.StateMachineType.STANDARD) {
    super(scope, id);
    this.triggers = new Construct(this, 'Triggers');
    this.workflowName = id.toLowerCase();
    this.workflowArn = `arn:aws:states:eu-central-1:111122223333:stateMachine:${this.workflowName}`;
    this.startArn = `${this.workflowArn}:live`;
    this.stateMachine = sfn.StateMachine.fromStateMachineArn(this, 'StateMachine', this.workflowArn);
  }
}

export const START_ARN = 'arn:aws:states:eu-central-1:111122223333:stateMachine:orders:live';

/** The one role that `service` may assume. */
export function roleOf(template: Template, service: string): { [key: string]: any } {
  const roles = Object.values(template.findResources('AWS::IAM::Role', {
    Properties: { AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { Service: service } })] } },
  }));
  if (roles.length !== 1) throw new Error(`${roles.length} roles trust ${service}, not 1`);
  return roles[0].Properties;
}

/** All statements of a role that has nothing but inline policies. */
export function statementsOf(role: { [key: string]: any }): { [key: string]: any }[] {
  if (role.ManagedPolicyArns) throw new Error('the role has managed policies');
  return role.Policies.flatMap((policy: any) => policy.PolicyDocument.Statement);
}

/** Logical ids by type, of the resources whose id starts with `prefix`; without deployments, whose ids change with their API on purpose. */
export function logicalIds(template: Template, prefix: string): { [logicalId: string]: string } {
  const resources = template.toJSON().Resources as { [id: string]: { Type: string } };
  return Object.fromEntries(Object.entries(resources).filter(([id, { Type }]) => id.startsWith(prefix) && Type !== 'AWS::ApiGateway::Deployment')
    .map(([id, { Type }]) => [id, Type]));
}

/** What cdk-nag's AwsSolutions rules find and nobody has acknowledged, a line each. */
export function nagFindings(stack: Stack): string[] {
  return new AwsSolutionsChecks().validateScope(stack).violations
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`));
}

/** An intrinsic on one line, references in angle brackets. */
export function flat(value: any): string {
  if (typeof value === 'string') return value;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(flat).join(value['Fn::Join'][0]);
  if (value['Fn::GetAtt']) return `<${value['Fn::GetAtt'].join('.')}>`;
  return `<${value.Ref}>`;
}
