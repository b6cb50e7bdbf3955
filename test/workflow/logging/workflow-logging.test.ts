import { App, aws_kms as kms, aws_logs as logs, aws_stepfunctions as sfn, NestedStack, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { Workflow } from '../../../src';
import { allStatements, newStack, newWorkflow } from '../fixture';

function groupNames(stack: Stack): string[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::Logs::LogGroup')).map(({ Properties }) => Properties.LogGroupName);
}

describe('logging', () => {
  test('a Standard workflow logs errors without execution data for a month', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const workflow = newWorkflow(stack);

    // THEN
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      LoggingConfiguration: {
        Level: 'ERROR',
        IncludeExecutionData: false,
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: stack.resolve(workflow.logGroup!.logGroupArn) } }],
      },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30, KmsKeyId: Match.absent() });
    template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
  });

  test('an Express workflow, which keeps no history, logs all', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    newWorkflow(stack, { workflowType: sfn.StateMachineType.EXPRESS });

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::StepFunctions::StateMachine', { LoggingConfiguration: { Level: 'ALL' } });
  });

  test('level, data, retention and removal are as the props say', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    newWorkflow(stack, {
      logging: { level: sfn.LogLevel.FATAL, includeExecutionData: true, retention: logs.RetentionDays.ONE_YEAR }, removalPolicy: RemovalPolicy.RETAIN,
    });

    // THEN
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', { LoggingConfiguration: { Level: 'FATAL', IncludeExecutionData: true } });
    template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 365 }, DeletionPolicy: 'Retain' });
    template.hasResource('AWS::StepFunctions::StateMachine', { DeletionPolicy: 'Retain' });
  });

  test('a log group of the user is taken as it is', () => {
    // GIVEN
    const stack = newStack();
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Ours', '/aws/vendedlogs/states/ours');

    // WHEN
    const workflow = newWorkflow(stack, { logging: { logGroup } });

    // THEN
    expect(workflow.logGroup).toBe(logGroup);
    Template.fromStack(stack).resourceCountIs('AWS::Logs::LogGroup', 0);
  });

  test('off means off: no group, no configuration, no permission', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const workflow = newWorkflow(stack, { logging: { level: sfn.LogLevel.OFF } });

    // THEN
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Logs::LogGroup', 0);
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', { LoggingConfiguration: Match.absent() });
    expect(workflow.logGroup).toBeUndefined();
    expect(allStatements(stack, workflow).flatMap(({ Action }) => Action).filter((action) => action.startsWith('logs:'))).toEqual([]);
  });

  test('a key of its own may be used by CloudWatch Logs for this group only', () => {
    // GIVEN
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');

    // WHEN
    newWorkflow(stack, { logging: { encryptionKey } });

    // THEN
    const template = Template.fromStack(stack);
    const [name] = groupNames(stack);
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: stack.resolve(encryptionKey.keyArn) });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
          Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
          Condition: {
            ArnEquals: {
              'kms:EncryptionContext:aws:logs:arn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:logs:eu-west-1:111122223333:log-group:${name}`]] },
            },
          },
        })]),
      },
    });
  });

  describe('the name of the log group', () => {
    test('it is the same at each synthesis, below the prefix that does not count against the policy limit', () => {
      // GIVEN
      const names = [1, 2].map(() => {
        const stack = newStack();
        newWorkflow(stack);
        return groupNames(stack)[0];
      });

      // THEN
      expect(names[0]).toMatch(/^\/aws\/vendedlogs\/states\/Shop-Orders-[0-9a-f]{8}$/);
      expect(names[1]).toBe(names[0]);
    });

    test('two workflows, and one in two stacks, have two names', () => {
      // GIVEN
      const app = new App();
      const [blue, green] = ['Blue', 'Green'].map((id) => new Stack(app, id, { stackName: id === 'Blue' ? 'shop-blue' : 'shop-green' }));
      newWorkflow(blue);
      newWorkflow(blue, {}, 'Returns');
      newWorkflow(green);

      // THEN
      expect(new Set([...groupNames(blue), ...groupNames(green)]).size).toBe(3);
      expect(groupNames(green)[0]).toMatch(/states\/shop-green-Orders-/);
    });

    test('in a nested stack it starts with the name of the stack around it, which is known', () => {
      // GIVEN
      const stack = newStack();
      const nested = new NestedStack(stack, 'Inner');
      new Workflow(nested, 'Orders', { definition: new sfn.Pass(nested, 'Only') });

      // THEN
      expect(groupNames(nested)[0]).toMatch(/^\/aws\/vendedlogs\/states\/Shop-Inner-Orders-[0-9a-f]{8}$/);
    });

    test('it never exceeds what CloudWatch Logs allows', () => {
      // GIVEN
      const stack = newStack();
      let scope: Construct = stack;
      for (const part of ['a', 'b', 'c', 'd', 'e', 'f']) scope = new Construct(scope, part.repeat(100));
      new Workflow(scope, 'Orders', { definition: new sfn.Pass(scope, 'Only'), workflowName: 'orders' });

      // THEN
      const name = scope.node.findChild('Orders').node.findChild('LogGroup').node.defaultChild as logs.CfnLogGroup;
      expect(name.logGroupName).toMatch(/^\/aws\/vendedlogs\/states\/Shop-a{100}-b{100}/);
      expect(name.logGroupName!.length).toBe(512);
    });
  });
});
