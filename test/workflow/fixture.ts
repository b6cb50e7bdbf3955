import { App, aws_lambda as lambda, aws_stepfunctions as sfn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { flat } from './triggers/fixture';
import { Workflow, WorkflowProps } from '../../src';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

/** A stack of a known account and Region; with `context`, of an app that has it. */
export function newStack(context?: { [key: string]: unknown }): Stack {
  return new Stack(new App({ context }), 'Shop', { env: { account: ACCOUNT, region: REGION } });
}

/** A workflow of one state that needs no permission, with props. */
export function newWorkflow(stack: Stack, props: WorkflowProps = {}, id: string = 'Orders'): Workflow {
  return new Workflow(stack, id, { definition: new sfn.Pass(stack, `${id}Only`), ...props });
}

/** A function of the newest Node runtime. */
export function newFunction(stack: Stack, id: string): lambda.Function {
  return new lambda.Function(stack, id, {
    code: lambda.Code.fromInline('exports.handler = async (event) => event'),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_22_X,
  });
}

/** The statements of a workflow's derived policy, without those that every workflow has. */
export function derivedStatements(stack: Stack, workflow: Workflow): any[] {
  return allStatements(stack, workflow).filter(({ Action: [action] }) => !action.startsWith('logs:') && !action.startsWith('xray:'));
}

/** The statements of a workflow's derived policies. */
export function allStatements(stack: Stack, workflow: Workflow): any[] {
  const resources = Template.fromStack(stack).toJSON().Resources;
  return [workflow.rolePolicy, workflow.ownPolicy].flatMap((policy) => {
    const id = policy && stack.getLogicalId(policy.node.defaultChild as never);
    return id === undefined || resources[id] === undefined ? [] : resources[id].Properties.PolicyDocument.Statement;
  }).map((statement: any) => ({ ...statement, Action: [statement.Action].flat() }));
}

/** The state machine's definition as it deploys, references in angle brackets. */
export function deployedDefinition(template: Template): any {
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
  return JSON.parse(flat(machine.Properties.DefinitionString));
}
