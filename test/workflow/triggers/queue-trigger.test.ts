import { App, aws_kms as kms, aws_lambda as lambda, aws_sns as sns, aws_sqs as sqs, aws_stepfunctions as sfn, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { logicalIds, nagFindings, newStack, roleOf, START_ARN, statementsOf, WorkflowFake } from './fixture';
import { QueueTrigger, QueueTriggerOptions, Trigger, TriggerInvocation } from '../../../src';
import { PIPE_DEFAULTS } from '../../../src/workflow/triggers/pipe-options';
import { QUEUE_DEFAULTS } from '../../../src/workflow/triggers/queue-trigger';

let stack: Stack;
let workflow: WorkflowFake;
let queue: sqs.Queue;

beforeEach(() => {
  stack = newStack();
  workflow = new WorkflowFake(stack, 'Orders');
  queue = new sqs.Queue(stack, 'Requests', { enforceSSL: true });
});

function add(options: Partial<QueueTriggerOptions> = {}, to = workflow): QueueTrigger {
  return Trigger.queue({ queue, ...options })._bind(to.triggers, to) as QueueTrigger;
}

test('each message starts an execution', () => {
  // WHEN
  add();

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::Pipes::Pipe', {
    Source: stack.resolve(queue.queueArn),
    SourceParameters: { SqsQueueParameters: { BatchSize: 1 }, FilterCriteria: Match.absent() },
    Target: START_ARN,
    TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: 'FIRE_AND_FORGET' } },
    DesiredState: 'RUNNING',
  });
});

test('a message that cannot start one comes back five times, then lies in a dead-letter queue with an alarm', () => {
  // WHEN
  const trigger = add();

  // THEN
  const template = Template.fromStack(stack);
  template.hasResource('AWS::SQS::Queue', {
    Properties: {
      RedrivePolicy: { deadLetterTargetArn: stack.resolve(trigger.deadLetterQueue!.queueArn), maxReceiveCount: 5 },
    },
  });
  template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, RedrivePolicy: Match.absent() });
  template.resourceCountIs('AWS::CloudWatch::Alarm', 1);
});

test('its role reads this queue, starts this workflow, and does nothing else, for pipes of this account', () => {
  // WHEN
  add();

  // THEN
  const role = roleOf(Template.fromStack(stack), 'pipes.amazonaws.com');
  expect(statementsOf(role)).toEqual([
    { Effect: 'Allow', Action: 'states:StartExecution', Resource: START_ARN },
    {
      Effect: 'Allow',
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      Resource: stack.resolve(queue.queueArn),
    },
  ]);
  expect(role.AssumeRolePolicyDocument.Statement[0].Condition).toEqual({
    StringEquals: { 'aws:SourceAccount': '111122223333' },
    ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':pipes:eu-central-1:111122223333:pipe/*']] } },
  });
});

test("decrypts with the queue's own key only", () => {
  // GIVEN
  const key = new kms.Key(stack, 'Key');

  // WHEN
  add({ queue: new sqs.Queue(stack, 'Secret', { encryptionMasterKey: key }) });

  // THEN
  expect(statementsOf(roleOf(Template.fromStack(stack), 'pipes.amazonaws.com'))).toContainEqual(
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(key.keyArn) });
});

test('takes filters, batches, an enrichment and an input template', () => {
  // GIVEN
  const enrichment = lambda.Function.fromFunctionArn(stack, 'Prices', 'arn:aws:lambda:eu-central-1:111122223333:function:prices');

  // WHEN
  add({
    filters: [{ body: { kind: ['order'] } }],
    batchSize: 100,
    batchingWindow: Duration.seconds(30),
    enrichment,
    inputTemplate: '{ "orderId": <$.body.orderId> }',
    enabled: false,
  });

  // THEN
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Pipes::Pipe', {
    SourceParameters: {
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["order"]}}' }] },
      SqsQueueParameters: { BatchSize: 100, MaximumBatchingWindowInSeconds: 30 },
    },
    Enrichment: enrichment.functionArn,
    TargetParameters: { InputTemplate: '{ "orderId": <$.body.orderId> }' },
    DesiredState: 'STOPPED',
  });
  expect(statementsOf(roleOf(template, 'pipes.amazonaws.com'))).toContainEqual(
    { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: enrichment.functionArn });
});

test('waits for an Express workflow where chosen, under a role that can do just that', () => {
  // GIVEN
  const express = new WorkflowFake(stack, 'Quotes', sfn.StateMachineType.EXPRESS);

  // WHEN
  add({ invocation: TriggerInvocation.SYNCHRONOUS }, express);

  // THEN
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Pipes::Pipe', {
    TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: 'REQUEST_RESPONSE' } },
  });
  expect(statementsOf(roleOf(template, 'pipes.amazonaws.com'))[0]).toEqual(
    { Effect: 'Allow', Action: 'states:StartSyncExecution', Resource: express.startArn });
});

test("watches the queue's own dead-letter queue where it has one", () => {
  // GIVEN
  const parked = new sqs.Queue(stack, 'Parked');
  const topic = new sns.Topic(stack, 'Alarms');
  const careful = new sqs.Queue(stack, 'Careful', { deadLetterQueue: { queue: parked, maxReceiveCount: 2 } });

  // WHEN
  const trigger = add({ queue: careful, alarmTopic: topic });

  // THEN
  expect(trigger.deadLetterQueue).toBe(parked);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::SQS::Queue', { RedrivePolicy: { maxReceiveCount: 2 } });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Dimensions: [{ Name: 'QueueName', Value: stack.resolve(parked.queueName) }],
    AlarmActions: [stack.resolve(topic.topicArn)],
  });
});

test('a FIFO queue gets a FIFO dead-letter queue', () => {
  // WHEN
  add({ queue: new sqs.Queue(stack, 'Ordered', { fifo: true }) });

  // THEN
  const queues = Object.entries(Template.fromStack(stack).findResources('AWS::SQS::Queue', { Properties: { FifoQueue: true } }));
  expect(queues.map(([id]) => id).sort()).toEqual([expect.stringMatching(/^Ordered/), expect.stringMatching(/^OrdersTriggersQueueDeadLetterQueue/)]);
});

test('leaves an imported queue as it is', () => {
  // WHEN
  const trigger = add({ queue: sqs.Queue.fromQueueArn(stack, 'Elsewhere', 'arn:aws:sqs:eu-central-1:111122223333:requests') });

  // THEN
  expect(trigger.deadLetterQueue).toBeUndefined();
  expect(trigger.deadLetterAlarm).toBeUndefined();
  Template.fromStack(stack).resourceCountIs('AWS::SQS::Queue', 1);
});

test('the documented defaults are the ones in force', () => {
  expect(QUEUE_DEFAULTS).toEqual({ batchSize: 1, maxReceives: 5 });
  expect(PIPE_DEFAULTS).toEqual({ invocation: TriggerInvocation.ASYNCHRONOUS, enabled: true });
});

test('logical ids stay', () => {
  // WHEN
  add();

  // THEN
  expect(logicalIds(Template.fromStack(stack), 'Orders')).toEqual({
    OrdersTriggersQueueDeadLetterAlarm9AA5B22C: 'AWS::CloudWatch::Alarm',
    OrdersTriggersQueueDeadLetterQueue787D7FC3: 'AWS::SQS::Queue',
    OrdersTriggersQueueDeadLetterQueuePolicy53D9161E: 'AWS::SQS::QueuePolicy',
    OrdersTriggersQueuePipe4ACE2FD8: 'AWS::Pipes::Pipe',
    OrdersTriggersQueueRoleC9BC2A3E: 'AWS::IAM::Role',
  });
});

test('cdk-nag finds nothing', () => {
  // WHEN
  add();

  // THEN
  expect(nagFindings(stack)).toEqual([]);
});

describe('wrong props', () => {
  test.each<[string, Partial<QueueTriggerOptions>, string]>([
    ['an empty batch', { batchSize: 0 }, 'batchSize: got 0; give a whole number from 1 to 10'],
    ['a large batch without a window', { batchSize: 11 }, 'batchSize: got 11; give a whole number from 1 to 10'],
    ['a batch beyond all limits', { batchSize: 10_001, batchingWindow: Duration.seconds(1) },
      'batchSize: got 10001; give a whole number from 1 to 10000'],
    ['a window over five minutes', { batchingWindow: Duration.seconds(301) },
      'batchingWindow: got 5 minutes 1 second; give whole seconds, from 0 seconds to 5 minutes'],
    ['no receive', { maxReceives: 0 }, 'maxReceives: got 0; give a whole number from 1 to 1000'],
    ['no filter', { filters: [] }, 'filters: got an empty list; leave it out to let every record count'],
    ['too many filters', { filters: Array(6).fill({ body: ['x'] }) }, "filters: got '6 patterns'; give at most 5"],
    ['an empty filter', { filters: [{}] }, 'filters[0]: got {}; name at least one field'],
    ['a filter that is too long', { filters: [{ body: ['x'.repeat(4096)] }] }, "filters[0]: got '4109 characters'; a pattern has at most 4096"],
    ['a template that is too long', { inputTemplate: 'x'.repeat(8193) }, "inputTemplate: got '8193 characters'; give from 1 to 8192"],
    ['an empty template', { inputTemplate: '' }, "inputTemplate: got '0 characters'; give from 1 to 8192"],
    ['waiting for a Standard workflow', { invocation: TriggerInvocation.SYNCHRONOUS },
      "invocation: got 'SYNCHRONOUS'; Shop/Orders is Standard, and only an Express workflow can be waited for; start it ASYNCHRONOUS, or make it Express"],
  ])('%s', (_, options, message) => {
    expect(() => add(options)).toThrow(`Shop/Orders/Triggers/Queue: ${message}`);
  });

  test('a window on a FIFO queue', () => {
    expect(() => add({ queue: new sqs.Queue(stack, 'Ordered', { fifo: true }), batchingWindow: Duration.seconds(5) }))
      .toThrow('batchingWindow: got 5 seconds; a FIFO queue takes none; leave it out');
  });

  test('a standard dead-letter queue for a FIFO queue', () => {
    expect(() => add({ queue: new sqs.Queue(stack, 'Ordered', { fifo: true }), deadLetterQueue: queue }))
      .toThrow('deadLetterQueue: got Shop/Requests; it must be a FIFO queue, as Shop/Ordered is');
  });

  test('a redrive policy for a queue that has one', () => {
    const careful = new sqs.Queue(stack, 'Careful', { deadLetterQueue: { queue, maxReceiveCount: 2 } });
    expect(() => add({ queue: careful, maxReceives: 3 }))
      .toThrow('maxReceives: got 3; Shop/Careful parks its messages already; leave it out');
  });

  test('what would change an imported queue', () => {
    // GIVEN
    const imported = sqs.Queue.fromQueueArn(stack, 'Elsewhere', 'arn:aws:sqs:eu-central-1:111122223333:requests');

    // THEN
    expect(() => add({ queue: imported, deadLetterQueue: queue, alarmTopic: new sns.Topic(stack, 'Alarms') })).toThrow([
      'Shop/Orders/Triggers/Queue: 2 problems',
      '  - deadLetterQueue: got Shop/Requests; Shop/Elsewhere is imported: this app cannot change it; leave it out',
      '  - alarmTopic: got Shop/Alarms; Shop/Elsewhere is imported: its dead-letter queue is not known; leave it out',
    ].join('\n'));
  });

  test('a queue of another stack that parks nothing', () => {
    // GIVEN
    const other = new Stack(stack.node.root as App, 'Other', { env: { account: '111122223333', region: 'eu-central-1' } });

    // THEN
    expect(() => add({ queue: new sqs.Queue(other, 'Requests') }))
      .toThrow('queue: got Other/Requests; it is of another stack and has no deadLetterQueue; give it one where it is made');
  });
});
