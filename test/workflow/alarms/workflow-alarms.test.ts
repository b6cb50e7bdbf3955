import { aws_kms as kms, aws_sns as sns, aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { newStack, newWorkflow } from '../fixture';

const { EXPRESS } = sfn.StateMachineType;

describe('alarms', () => {
  test('by default they ring on failed, timed out, throttled and aborted executions of Standard workflows and notify no one', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const workflow = newWorkflow(stack);

    // THEN
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 4);
    for (const metric of ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionThrottled', 'ExecutionsAborted']) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: 'AWS/States',
        MetricName: metric,
        Dimensions: [{ Name: 'StateMachineArn', Value: stack.resolve(workflow.workflowArn) }],
        Statistic: 'Sum',
        Period: 300,
        Threshold: 1,
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        AlarmActions: Match.absent(),
      });
    }
    expect(workflow.durationAlarm).toBeUndefined();
    expect(workflow.alarmTopic).toBeUndefined();
  });

  test('Express workflows have those that Express has, whether they log or not', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const workflow = newWorkflow(stack, { workflowType: EXPRESS, logging: { level: sfn.LogLevel.OFF } });

    // THEN
    const metrics = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties.MetricName);
    expect(metrics.sort()).toEqual(['ExecutionsFailed', 'ExecutionsTimedOut']);
    expect([workflow.throttledAlarm, workflow.abortedAlarm]).toEqual([undefined, undefined]);
  });

  test('they notify the topic, with thresholds, a period and a duration percentile as the props say', () => {
    // GIVEN
    const stack = newStack();
    const topic = new sns.Topic(stack, 'Topic');

    // WHEN
    const workflow = newWorkflow(stack, {
      alarms: {
        topic,
        period: Duration.minutes(1),
        failedThreshold: 3,
        timedOutThreshold: 4,
        throttledThreshold: 5,
        abortedThreshold: 6,
        duration: { threshold: Duration.minutes(2), percentile: 90 },
      },
    });

    // THEN
    const template = Template.fromStack(stack);
    const expected = { ExecutionsFailed: 3, ExecutionsTimedOut: 4, ExecutionThrottled: 5, ExecutionsAborted: 6 };
    for (const [MetricName, Threshold] of Object.entries(expected)) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName, Threshold, Period: 60, AlarmActions: [{ Ref: Match.anyValue() }] });
    }
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ExecutionTime', ExtendedStatistic: 'p90', Threshold: 120000, Period: 60, AlarmActions: [stack.resolve(topic.topicArn)],
    });
    expect(workflow.alarmTopic).toBe(topic);
    expect(Object.keys(template.findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: 'ExecutionTime' } })))
      .toEqual([stack.getLogicalId(workflow.durationAlarm!.node.defaultChild as never)]);
  });

  test('a topic with a customer managed key lets CloudWatch use the key', () => {
    // GIVEN
    const stack = newStack();
    const topic = new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'Key') });

    // WHEN
    newWorkflow(stack, { alarms: { topic } });

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
        })]),
      },
    });
  });

  test('they can be switched off', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const workflow = newWorkflow(stack, { alarms: { enabled: false } });

    // THEN
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 0);
    expect(workflow.failedAlarm).toBeUndefined();
  });

  test('a dashboard shows executions, durations and the alarms', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    const workflow = newWorkflow(stack, { dashboard: true });

    // THEN
    const [dashboard] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
    const body = JSON.stringify(dashboard.Properties.DashboardBody);
    for (const shown of ['ExecutionsStarted', 'ExecutionsFailed', 'ExecutionsAborted', 'ExecutionThrottled', 'p99', stack.getLogicalId(workflow.failedAlarm!.node.defaultChild as never)]) {
      expect(body).toContain(shown);
    }
    expect(Object.keys(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard')))
      .toEqual([stack.getLogicalId(workflow.dashboard!.node.defaultChild as never)]);
  });

  test('a dashboard of an Express workflow without alarms shows what Express has', () => {
    // GIVEN
    const stack = newStack();

    // WHEN
    newWorkflow(stack, { dashboard: true, workflowType: EXPRESS, alarms: { enabled: false } });

    // THEN
    const body = JSON.stringify(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
    expect(body).toContain('ExecutionsFailed');
    expect(body).not.toContain('ExecutionThrottled');
    expect(body).not.toContain('"Alarms');
  });
});
