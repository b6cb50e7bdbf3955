import { aws_dynamodb as dynamodb, aws_kinesis as kinesis, aws_kms as kms, aws_sqs as sqs, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { logicalIds, nagFindings, newStack, roleOf, START_ARN, statementsOf, WorkflowFake } from './fixture';
import { StreamSource, StreamStart, StreamTrigger, StreamTriggerOptions, Trigger, TriggerInvocation } from '../../../src';
import { STREAM_DEFAULTS } from '../../../src/workflow/triggers/stream-trigger';

let stack: Stack;
let workflow: WorkflowFake;
let table: dynamodb.Table;

beforeEach(() => {
  stack = newStack();
  workflow = new WorkflowFake(stack, 'Orders');
  table = new dynamodb.Table(stack, 'Carts', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  });
});

function add(options: Partial<StreamTriggerOptions> = {}): StreamTrigger {
  return Trigger.stream({ source: StreamSource.table(table), ...options })._bind(workflow.triggers, workflow) as StreamTrigger;
}

test('the changes of a table start the workflow; what cannot is halved, tried for a day and parked', () => {
  // WHEN
  const trigger = add();

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::Pipes::Pipe', {
    Source: stack.resolve(table.tableStreamArn),
    SourceParameters: {
      DynamoDBStreamParameters: {
        StartingPosition: 'LATEST',
        BatchSize: 10,
        ParallelizationFactor: 1,
        MaximumRecordAgeInSeconds: 86400,
        MaximumRetryAttempts: 185,
        OnPartialBatchItemFailure: 'AUTOMATIC_BISECT',
        DeadLetterConfig: { Arn: stack.resolve(trigger.deadLetterQueue!.queueArn) },
      },
    },
    Target: START_ARN,
    TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: 'FIRE_AND_FORGET' } },
  });
});

test('its role reads this stream, starts this workflow, parks failures, and does nothing else', () => {
  // WHEN
  const trigger = add();

  // THEN
  expect(statementsOf(roleOf(Template.fromStack(stack), 'pipes.amazonaws.com'))).toEqual([
    { Effect: 'Allow', Action: 'states:StartExecution', Resource: START_ARN },
    {
      Effect: 'Allow',
      Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      Resource: stack.resolve(table.tableStreamArn),
    },
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: stack.resolve(trigger.deadLetterQueue!.queueArn) },
  ]);
});

test('reads a Kinesis stream, with its key', () => {
  // GIVEN
  const key = new kms.Key(stack, 'Key');
  const stream = new kinesis.Stream(stack, 'Clicks', { encryptionKey: key });

  // WHEN
  const trigger = add({
    source: StreamSource.kinesis(stream),
    startingPosition: StreamStart.TRIM_HORIZON,
    batchSize: 500,
    batchingWindow: Duration.seconds(5),
    parallelizationFactor: 4,
    maxRecordAge: Duration.days(7),
    retryAttempts: 10,
    filters: [{ data: { kind: ['order'] } }],
  });

  // THEN
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Pipes::Pipe', {
    Source: stack.resolve(stream.streamArn),
    SourceParameters: {
      FilterCriteria: { Filters: [{ Pattern: '{"data":{"kind":["order"]}}' }] },
      KinesisStreamParameters: {
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 500,
        MaximumBatchingWindowInSeconds: 5,
        ParallelizationFactor: 4,
        MaximumRecordAgeInSeconds: 7 * 24 * 3600,
        MaximumRetryAttempts: 10,
      },
    },
  });
  expect(statementsOf(roleOf(template, 'pipes.amazonaws.com')).slice(1, 3)).toEqual([
    {
      Effect: 'Allow',
      Action: ['kinesis:DescribeStream', 'kinesis:DescribeStreamSummary', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'],
      Resource: stack.resolve(stream.streamArn),
    },
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(key.keyArn) },
  ]);
  expect(trigger.summary).toBe('records of stream Shop/Clicks');
});

test('parks in a queue of the user, with its key', () => {
  // GIVEN
  const key = new kms.Key(stack, 'Key');
  const queue = new sqs.Queue(stack, 'Parked', { encryptionMasterKey: key });

  // WHEN
  add({ deadLetterQueue: queue });

  // THEN
  expect(statementsOf(roleOf(Template.fromStack(stack), 'pipes.amazonaws.com')).slice(-2)).toEqual([
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: stack.resolve(queue.queueArn) },
    { Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: stack.resolve(key.keyArn) },
  ]);
});

test('the documented defaults are the ones in force', () => {
  expect(STREAM_DEFAULTS).toEqual({
    startingPosition: StreamStart.LATEST, batchSize: 10, parallelizationFactor: 1, maxRecordAge: Duration.hours(24), retryAttempts: 185,
  });
});

test('logical ids stay', () => {
  // WHEN
  add();

  // THEN
  expect(logicalIds(Template.fromStack(stack), 'Orders')).toEqual({
    OrdersTriggersStreamDeadLetterAlarm7C0680DB: 'AWS::CloudWatch::Alarm',
    OrdersTriggersStreamDeadLetterQueue03F03EC0: 'AWS::SQS::Queue',
    OrdersTriggersStreamDeadLetterQueuePolicyB656E87E: 'AWS::SQS::QueuePolicy',
    OrdersTriggersStreamPipe495DA1F9: 'AWS::Pipes::Pipe',
    OrdersTriggersStreamRole67CB98B6: 'AWS::IAM::Role',
  });
});

test('cdk-nag finds nothing', () => {
  // WHEN
  add();

  // THEN
  expect(nagFindings(stack)).toEqual([]);
});

describe('wrong props', () => {
  test.each<[string, Partial<StreamTriggerOptions>, string]>([
    ['an empty batch', { batchSize: 0 }, 'batchSize: got 0; give a whole number from 1 to 10000'],
    ['a batch beyond the limit', { batchSize: 10_001 }, 'batchSize: got 10001; give a whole number from 1 to 10000'],
    ['too many batches at once', { parallelizationFactor: 11 }, 'parallelizationFactor: got 11; give a whole number from 1 to 10'],
    ['records that expire at once', { maxRecordAge: Duration.seconds(59) },
      'maxRecordAge: got 59 seconds; give whole seconds, from 1 minute to 7 days'],
    ['endless retries', { retryAttempts: -1 }, 'retryAttempts: got -1; give a whole number from 0 to 10000'],
    ['waiting for a Standard workflow', { invocation: TriggerInvocation.SYNCHRONOUS }, "invocation: got 'SYNCHRONOUS'; Shop/Orders is Standard"],
  ])('%s', (_, options, message) => {
    expect(() => add(options)).toThrow(`Shop/Orders/Triggers/Stream: ${message}`);
  });

  test('a table without a stream', () => {
    const still = new dynamodb.Table(stack, 'Still', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    expect(() => add({ source: StreamSource.table(still) }))
      .toThrow("source: got 'table Shop/Still'; it has no stream; give the table one (stream: StreamViewType.…)");
  });

  test('a FIFO dead-letter queue', () => {
    expect(() => add({ deadLetterQueue: new sqs.Queue(stack, 'Ordered', { fifo: true }) }))
      .toThrow('deadLetterQueue: got Shop/Ordered; a pipe parks records in a standard queue only');
  });
});
