import { aws_cloudwatch as cloudwatch, aws_iam as iam, Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Releases, Trigger } from '../../../src';
import { newStack, newWorkflow } from '../fixture';

describe('releases', () => {
  test('each revision becomes a version that stays, and the alias shifts to it with the alarms watching', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const workflow = newWorkflow(stack, { releases: Releases.linear({ percentage: 20, interval: Duration.minutes(10) }) });

    // THEN
    const template = Template.fromStack(stack);
    template.hasResource('AWS::StepFunctions::StateMachineVersion', {
      Properties: {
        StateMachineArn: stack.resolve(workflow.workflowArn),
        StateMachineRevisionId: { 'Fn::GetAtt': ['OrdersStateMachine7AF3635A', 'StateMachineRevisionId'] },
      },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
    template.hasResourceProperties('AWS::StepFunctions::StateMachineAlias', {
      Name: 'live',
      DeploymentPreference: {
        StateMachineVersionArn: stack.resolve(workflow.version!.attrArn),
        Type: 'LINEAR',
        Percentage: 20,
        Interval: 10,
        Alarms: [workflow.failedAlarm, workflow.timedOutAlarm, workflow.throttledAlarm, workflow.abortedAlarm]
          .map((alarm) => stack.resolve(alarm!.alarmName)),
      },
    });
  });

  test.each([
    ['ALL_AT_ONCE', Releases.allAtOnce({ aliasName: 'prod' }), { Type: 'ALL_AT_ONCE' }],
    ['CANARY', Releases.canary({ aliasName: 'prod', percentage: 5, interval: Duration.hours(35) }), { Type: 'CANARY', Percentage: 5, Interval: 2100 }],
  ])('%s shifts', (_, releases, preference) => {
    // GIVEN
    const stack = newStack();

    // WHEN
    newWorkflow(stack, { releases });

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::StepFunctions::StateMachineAlias', { Name: 'prod', DeploymentPreference: preference });
  });

  test('alarms of the user may be what rolls back', () => {
    // GIVEN
    const stack = newStack();
    const alarm = cloudwatch.Alarm.fromAlarmName(stack, 'Refunds', 'too-many-refunds');

    // WHEN
    newWorkflow(stack, { alarms: { enabled: false }, releases: Releases.allAtOnce({ rollbackAlarms: [alarm] }) });

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::StepFunctions::StateMachineAlias', { DeploymentPreference: { Alarms: ['too-many-refunds'] } });
  });

  test('callers and triggers start the alias', () => {
    // GIVEN
    const stack = newStack();
    const caller = new iam.Role(stack, 'Caller', { assumedBy: new iam.AnyPrincipal() });
    const workflow = newWorkflow(stack, { releases: Releases.allAtOnce(), triggers: [Trigger.event({ eventPattern: { source: ['shop'] } })] });

    // WHEN
    workflow.grantStart(caller);

    // THEN
    const alias = stack.resolve(workflow.alias!.ref);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: 'states:StartExecution', Effect: 'Allow', Resource: alias }] },
    });
    template.hasResourceProperties('AWS::Events::Rule', { Targets: [{ Arn: alias }] });
  });

  test('without releases there is neither version nor alias', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const workflow = newWorkflow(stack);

    // THEN
    Template.fromStack(stack).resourceCountIs('AWS::StepFunctions::StateMachineVersion', 0);
    expect(workflow.startArn).toBe(workflow.workflowArn);
  });
});
