import { aws_events as events, aws_s3 as s3, Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { logicalIds, nagFindings, newStack, roleOf, START_ARN, statementsOf, WorkflowFake } from './fixture';
import { S3ObjectTrigger, S3ObjectTriggerOptions, Trigger } from '../../../src';
import { S3_DETAIL_TYPES_DEFAULT } from '../../../src/workflow/triggers/s3-object-trigger';

let stack: Stack;
let workflow: WorkflowFake;
let bucket: s3.IBucket;

beforeEach(() => {
  stack = newStack();
  workflow = new WorkflowFake(stack, 'Orders');
  bucket = new s3.Bucket(stack, 'Incoming');
});

function add(options: Partial<S3ObjectTriggerOptions> = {}): S3ObjectTrigger {
  return Trigger.s3Object({ bucket, ...options })._bind(workflow.triggers, workflow) as S3ObjectTrigger;
}

function keyMatcher(options: Partial<S3ObjectTriggerOptions>): unknown {
  add(options);
  const [rule] = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
  return rule.Properties.EventPattern.detail.object?.key;
}

test('an object that arrives starts the workflow', () => {
  // WHEN
  add();

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      'source': ['aws.s3'],
      'detail-type': ['Object Created'],
      'detail': { bucket: { name: [stack.resolve(bucket.bucketName)] }, object: Match.absent() },
    },
    Targets: [Match.objectLike({
      Arn: START_ARN,
      RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('DeadLetterQueue'), 'Arn'] } },
    })],
  });
});

test("switches on the bucket's events for EventBridge", () => {
  // WHEN
  add();

  // THEN
  Template.fromStack(stack).hasResourceProperties('Custom::S3BucketNotifications', {
    BucketName: stack.resolve(bucket.bucketName),
    NotificationConfiguration: { EventBridgeConfiguration: {} },
  });
});

test('keeps the notifications of an imported bucket, and leaves them alone where told to', () => {
  // GIVEN
  const imported = s3.Bucket.fromBucketName(stack, 'Elsewhere', 'incoming-files');

  // WHEN
  add({ triggerName: 'Kept', bucket: imported });
  add({ triggerName: 'Alone', bucket, switchOnEvents: false });

  // THEN
  const template = Template.fromStack(stack);
  template.resourceCountIs('Custom::S3BucketNotifications', 1);
  template.hasResourceProperties('Custom::S3BucketNotifications', { BucketName: 'incoming-files', Managed: false });
});

test('filters by prefix', () => {
  expect(keyMatcher({ prefix: 'in/' })).toEqual([{ prefix: 'in/' }]);
});

test('filters by suffix', () => {
  expect(keyMatcher({ suffix: '.csv' })).toEqual([{ suffix: '.csv' }]);
});

test('filters by both at once, and takes the wildcard characters in them literally', () => {
  expect(keyMatcher({ prefix: 'in*/', suffix: '\\.csv' })).toEqual([{ wildcard: 'in\\*/*\\\\.csv' }]);
});

test('takes other events and a transformed input', () => {
  // WHEN
  const trigger = add({
    detailTypes: ['Object Deleted'],
    prefix: 'in/',
    input: events.RuleTargetInput.fromObject({ key: events.EventField.fromPath('$.detail.object.key') }),
  });

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { 'detail-type': ['Object Deleted'] },
    Targets: [Match.objectLike({ InputTransformer: Match.objectLike({ InputPathsMap: { 'detail-object-key': '$.detail.object.key' } }) })],
  });
  expect(trigger.summary).toBe('objects in Incoming in/*');
});

test('its role starts this one workflow and nothing else', () => {
  // WHEN
  add();

  // THEN
  expect(statementsOf(roleOf(Template.fromStack(stack), 'events.amazonaws.com'))).toEqual([
    { Effect: 'Allow', Action: 'states:StartExecution', Resource: START_ARN },
  ]);
});

test('the documented default is the one in force', () => {
  expect(S3_DETAIL_TYPES_DEFAULT).toEqual(['Object Created']);
});

test('logical ids stay', () => {
  // WHEN
  add();

  // THEN
  expect(logicalIds(Template.fromStack(stack), 'Orders')).toEqual({
    OrdersTriggersS3ObjectDeadLetterAlarm1467871B: 'AWS::CloudWatch::Alarm',
    OrdersTriggersS3ObjectDeadLetterQueue94839FBC: 'AWS::SQS::Queue',
    OrdersTriggersS3ObjectDeadLetterQueuePolicy59D594A4: 'AWS::SQS::QueuePolicy',
    OrdersTriggersS3ObjectRoleCE21503E: 'AWS::IAM::Role',
    OrdersTriggersS3ObjectRule8F4EDE0B: 'AWS::Events::Rule',
  });
});

test('cdk-nag finds nothing in it', () => {
  // GIVEN what is not the trigger's: CDK's handler of bucket notifications, and the bucket of this test
  add();
  Validations.of(bucket).acknowledge({ id: 'AwsSolutions-S1', reason: 'a bucket of a test' }, { id: 'AwsSolutions-S10', reason: 'a bucket of a test' });
  const handler = stack.node.children.find((child) => child.node.id.startsWith('BucketNotificationsHandler'))!;

  // THEN
  expect(nagFindings(stack).filter((finding) => !finding.includes(handler.node.path))).toEqual([]);
});

describe('wrong props', () => {
  test.each<[string, Partial<S3ObjectTriggerOptions>, string]>([
    ['an empty prefix', { prefix: '' }, "prefix: got ''; leave it out to take any key"],
    ['an empty suffix', { suffix: '' }, "suffix: got ''; leave it out to take any key"],
    ['a prefix longer than any key', { prefix: 'ü'.repeat(513) }, `prefix: got '${'ü'.repeat(513)}'; no key is longer than 1024 bytes`],
    ['no event', { detailTypes: [] }, 'detailTypes: got an empty list; name at least one'],
    ['an event that S3 does not send', { detailTypes: ['ObjectCreated'] }, "detailTypes: got 'ObjectCreated'; S3 sends Object Created, Object Deleted"],
    ['too many retries', { retryAttempts: 186 }, 'retryAttempts: got 186; give a whole number from 0 to 185'],
  ])('%s', (_, options, message) => {
    expect(() => add(options)).toThrow(`Shop/Orders/Triggers/S3Object: ${message}`);
  });

  test('a bucket whose events never reach this Region', () => {
    // GIVEN
    const far = s3.Bucket.fromBucketAttributes(stack, 'Far', { bucketName: 'far', region: 'us-east-1', account: '111122223333' });

    // THEN
    expect(() => add({ bucket: far })).toThrow(
      "bucket: got 'Shop/Far in 111122223333/us-east-1'; its events stay on the default bus of its own account and Region; put this trigger there");
  });
});
