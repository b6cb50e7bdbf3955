import { App, aws_events as events, aws_kms as kms, aws_sns as sns, aws_sqs as sqs, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ExecutionStatus, WorkflowNotification } from '../../../src';
import { newFunction, newStack, newWorkflow } from '../fixture';

/** The statements of the role that rules send under. */
function eventsRoleStatements(stack: Stack): any[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
    .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes('EventsRole'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

describe('notifications', () => {
  test('a topic is told of each end of an execution of this workflow', () => {
    // GIVEN
    const stack = newStack();
    const topic = new sns.Topic(stack, 'Topic');

    // WHEN
    const workflow = newWorkflow(stack, { notifications: [WorkflowNotification.toTopic(topic)] });

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        'source': ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        'detail': { stateMachineArn: [stack.resolve(workflow.workflowArn)], status: ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] },
      },
      Targets: [Match.objectLike({
        Arn: stack.resolve(topic.topicArn),
        RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: stack.resolve(workflow.notificationDeadLetterQueue!.queueArn) },
      })],
    });
    expect(workflow.notificationRules).toHaveLength(1);
    expect(eventsRoleStatements(stack)).toEqual([{ Action: 'sns:Publish', Effect: 'Allow', Resource: stack.resolve(topic.topicArn) }]);
  });

  test('statuses and delivery are as the props say', () => {
    // GIVEN
    const stack = newStack();
    const bus = new events.EventBus(stack, 'Bus');

    // WHEN
    newWorkflow(stack, {
      notifications: [WorkflowNotification.toBus(bus, { statuses: [ExecutionStatus.FAILED], maxEventAge: Duration.hours(1), retryAttempts: 3 })],
    });

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { detail: { status: ['FAILED'] } },
      Targets: [Match.objectLike({
        Arn: stack.resolve(bus.eventBusArn),
        RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 3 },
        DeadLetterConfig: Match.anyValue(),
      })],
    });
    expect(eventsRoleStatements(stack)).toEqual([{ Action: 'events:PutEvents', Effect: 'Allow', Resource: stack.resolve(bus.eventBusArn) }]);
  });

  test('a topic with a customer managed key can be told', () => {
    // GIVEN
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');

    // WHEN
    newWorkflow(stack, { notifications: [WorkflowNotification.toTopic(new sns.Topic(stack, 'Topic', { masterKey: key }))] });

    // THEN
    expect(eventsRoleStatements(stack)).toContainEqual({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Effect: 'Allow', Resource: stack.resolve(key.keyArn),
    });
  });

  test('only the rule may send to a queue', () => {
    // GIVEN
    const stack = newStack();
    const queue = new sqs.Queue(stack, 'Queue');

    // WHEN
    const workflow = newWorkflow(stack, { notifications: [WorkflowNotification.toQueue(queue)] });

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::SQS::QueuePolicy', {
      Queues: [stack.resolve(queue.queueUrl)],
      PolicyDocument: {
        Statement: [{
          Action: 'sqs:SendMessage',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Resource: stack.resolve(queue.queueArn),
          Condition: { ArnEquals: { 'aws:SourceArn': stack.resolve(workflow.notificationRules[0].ruleArn) } },
        }],
      },
    });
  });

  test.each([true, false])('a queue with a customer managed key takes rules of this account, with the feature flag %s', (flag) => {
    // GIVEN
    const stack = newStack({ '@aws-cdk/aws-events:eventsTargetQueueSameAccount': flag });
    const queue = new sqs.Queue(stack, 'Queue', { encryptionMasterKey: new kms.Key(stack, 'Key') });

    // WHEN
    newWorkflow(stack, { notifications: [WorkflowNotification.toQueue(queue)] });

    // THEN
    const fromThisAccount = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: { Statement: [Match.objectLike({ Action: 'sqs:SendMessage', Condition: fromThisAccount })] },
    });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: 'events.amazonaws.com' }, Condition: fromThisAccount })]) },
    });
  });

  test('a function is told, also one that takes part in the workflow', () => {
    // GIVEN
    const stack = newStack();
    const fn = newFunction(stack, 'Handler');

    // WHEN
    const workflow = newWorkflow(stack, { notifications: [WorkflowNotification.toFunction(fn)] });

    // THEN
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'events.amazonaws.com', SourceArn: stack.resolve(workflow.notificationRules[0].ruleArn), FunctionName: stack.resolve(fn.functionArn),
    });
  });

  test('the dead-letter queue is encrypted, takes TLS only, and an alarm tells the topic of the alarms when something lies in it', () => {
    // GIVEN
    const stack = newStack();
    const topic = new sns.Topic(stack, 'Topic');
    const notifications = [WorkflowNotification.toTopic(topic), WorkflowNotification.toBus(new events.EventBus(stack, 'Bus'))];

    // WHEN
    const workflow = newWorkflow(stack, { notifications, alarms: { topic } });

    // THEN
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::SQS::Queue', 1);
    template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1209600 });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          ...workflow.notificationRules.map((rule) => Match.objectLike({
            Action: 'sqs:SendMessage', Effect: 'Allow', Condition: { ArnEquals: { 'aws:SourceArn': stack.resolve(rule.ruleArn) } },
          })),
        ]),
      },
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      AlarmActions: [stack.resolve(topic.topicArn)],
      AlarmDescription: 'Shop/Orders/Notifications could not be delivered: look into the dead-letter queue',
    });
    expect(Object.keys(template.findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: 'ApproximateNumberOfMessagesVisible' } })))
      .toEqual([stack.getLogicalId(workflow.notificationDeadLetterAlarm!.node.defaultChild as never)]);
  });

  test('their order does not matter to the resources', () => {
    // GIVEN
    const rules = [false, true].map((reversed) => {
      const stack = newStack();
      const told = [WorkflowNotification.toTopic(new sns.Topic(stack, 'Topic')), WorkflowNotification.toQueue(new sqs.Queue(stack, 'Queue'))];
      newWorkflow(stack, { notifications: reversed ? told.reverse() : told });
      return Object.keys(Template.fromStack(stack).findResources('AWS::Events::Rule')).sort();
    });

    // THEN
    expect(rules[1]).toEqual(rules[0]);
  });

  test('a FIFO topic and a FIFO queue are refused: not one event would get there', () => {
    // GIVEN
    const stack = newStack();
    const notifications = [
      WorkflowNotification.toTopic(new sns.Topic(stack, 'Topic', { fifo: true })),
      WorkflowNotification.toQueue(new sqs.Queue(stack, 'Queue', { fifo: true })),
    ];

    // THEN
    const fix = 'give a standard topic or queue: status events have no message group, so EventBridge could not deliver a single one';
    expect(() => newWorkflow(stack, { notifications })).toThrow(
      `Shop/Orders: 2 problems\n  - notifications[0]: got Shop/Topic; ${fix}\n  - notifications[1]: got Shop/Queue; ${fix}`);
  });

  test('a queue of another stack takes rules of this account: it cannot name the rule, which needs its stack', () => {
    // GIVEN
    const stack = newStack();
    const other = new Stack(stack.node.root as App, 'Platform', { env: stack });
    const queue = new sqs.Queue(other, 'Queue');

    // WHEN
    newWorkflow(stack, { notifications: [WorkflowNotification.toQueue(queue)] });

    // THEN
    Template.fromStack(other).hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: [Match.objectLike({ Action: 'sqs:SendMessage', Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } })],
      },
    });
  });
});
