import {
  App, aws_events as events, aws_iam as iam, aws_kms as kms, aws_s3 as s3, aws_sns as sns, aws_stepfunctions as sfn,
  aws_stepfunctions_tasks as tasks, Duration, Stack,
} from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { newFunction, newStack } from './fixture';
import { Releases, Workflow, WorkflowNotification, WorkflowProps } from '../../src';

/** What AwsSolutions finds below a workflow and nobody has acknowledged, a line each; synthesis comes first, as in an app. */
function findings(stack: Stack): string[] {
  (stack.node.root as App).synth();
  return new AwsSolutionsChecks().validateScope(stack.node.findChild('Orders')).violations
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`));
}

/** All that a workflow can have, around a map that calls itself and names wildcards. */
function everything(stack: Stack): WorkflowProps {
  const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  const topic = new sns.Topic(stack, 'Topic', { masterKey: encryptionKey });
  const map = sfn.DistributedMap.jsonata(stack, 'Each', {
    itemReader: new sfn.S3ObjectsItemReader({ bucket: new s3.Bucket(stack, 'In'), prefix: 'in/' }),
    resultWriterV2: new sfn.ResultWriterV2({ bucket: new s3.Bucket(stack, 'Out'), prefix: 'out' }),
  });
  map.itemProcessor(tasks.LambdaInvoke.jsonata(stack, 'One', { lambdaFunction: newFunction(stack, 'Charge') }));
  return {
    definition: map,
    encryptionKey,
    alarms: { topic, duration: { threshold: Duration.minutes(1) } },
    dashboard: true,
    releases: Releases.canary({ percentage: 10, interval: Duration.minutes(5) }),
    notifications: [WorkflowNotification.toTopic(topic), WorkflowNotification.toBus(new events.EventBus(stack, 'Bus'))],
  };
}

describe('cdk-nag AwsSolutions', () => {
  test.each([
    ['with all that it can have', everything],
    ['with its defaults', (stack: Stack) => ({ definition: new sfn.Pass(stack, 'Only') })],
    ['as Express', (stack: Stack) => ({ definition: new sfn.Pass(stack, 'Only'), workflowType: sfn.StateMachineType.EXPRESS })],
  ])('finds nothing in a workflow %s', (_, props) => {
    // GIVEN
    const stack = newStack();
    new Workflow(stack, 'Orders', props(stack));

    // THEN
    expect(findings(stack)).toEqual([]);
  });

  test('each wildcard has its reason, and a wildcard of the user is still found', () => {
    // GIVEN
    const stack = newStack();
    const workflow = new Workflow(stack, 'Orders', everything(stack));
    (workflow.role as iam.Role).addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));

    // THEN
    expect(findings(stack)).toEqual(['AwsSolutions-IAM5[Resource::*] Shop/Orders/Role/DefaultPolicy/Resource']);
    const reasons = workflow.rolePolicy!.node.metadata.map(({ data }) => data as { [id: string]: string });
    expect(reasons).toContainEqual({ 'Annotation::AwsSolutions-IAM5[Resource::*]': 'the API of log delivery supports no resource types' });
  });

  test('a level that the user lowers is still found', () => {
    // GIVEN
    const stack = newStack();
    new Workflow(stack, 'Orders', { definition: new sfn.Pass(stack, 'Only'), logging: { level: sfn.LogLevel.FATAL } });

    // THEN
    expect(findings(stack)).toEqual(['AwsSolutions-SF1 Shop/Orders/StateMachine/Resource']);
  });

  test('a grant to answer tasks has its reason', () => {
    // GIVEN
    const stack = newStack();
    const workflow = new Workflow(stack, 'Orders', { definition: new sfn.Pass(stack, 'Only') });
    const role = new iam.Role(workflow, 'Approver', { assumedBy: new iam.AccountRootPrincipal() });

    // WHEN
    workflow.grantTaskResponse(role);

    // THEN
    expect(findings(stack)).toEqual([]);
  });
});
