import { App, aws_events as events, aws_sqs as sqs, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { logicalIds, nagFindings, newStack, roleOf, START_ARN, statementsOf, WorkflowFake } from './fixture';
import { EventTrigger, EventTriggerOptions, Trigger } from '../../../src';

const ORDER_PLACED: events.EventPattern = { source: ['shop.checkout'], detailType: ['OrderPlaced'] };

let stack: Stack;
let workflow: WorkflowFake;

beforeEach(() => {
  stack = newStack();
  workflow = new WorkflowFake(stack, 'Orders');
});

function add(options: Partial<EventTriggerOptions> = {}): EventTrigger {
  return Trigger.event({ eventPattern: ORDER_PLACED, ...options })._bind(workflow.triggers, workflow) as EventTrigger;
}

test('a matching event starts the workflow; what cannot be delivered is tried for a day, then parked', () => {
  // WHEN
  add();

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { 'source': ['shop.checkout'], 'detail-type': ['OrderPlaced'] },
    State: 'ENABLED',
    Targets: [Match.objectLike({
      Arn: START_ARN,
      RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('DeadLetterQueue'), 'Arn'] } },
    })],
  });
});

test('takes a bus, a transformed input and its own retry policy', () => {
  // GIVEN
  const bus = new events.EventBus(stack, 'OrderBus');

  // WHEN
  const trigger = add({
    eventBus: bus,
    input: events.RuleTargetInput.fromObject({ orderId: events.EventField.fromPath('$.detail.orderId') }),
    maxEventAge: Duration.hours(1),
    retryAttempts: 0,
    enabled: false,
  });

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventBusName: stack.resolve(bus.eventBusName),
    State: 'DISABLED',
    Targets: [Match.objectLike({
      InputTransformer: { InputPathsMap: { 'detail-orderId': '$.detail.orderId' }, InputTemplate: '{"orderId":<detail-orderId>}' },
      RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 0 },
    })],
  });
  expect(trigger.summary).toBe('event shop.checkout OrderPlaced on bus OrderBus');
});

test('its role starts this one workflow and nothing else, for rules of this account', () => {
  // WHEN
  add();

  // THEN
  const role = roleOf(Template.fromStack(stack), 'events.amazonaws.com');
  expect(statementsOf(role)).toEqual([{ Effect: 'Allow', Action: 'states:StartExecution', Resource: START_ARN }]);
  expect(role.AssumeRolePolicyDocument.Statement[0].Condition).toEqual({
    StringEquals: { 'aws:SourceAccount': '111122223333' },
    ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:eu-central-1:111122223333:rule/*']] } },
  });
});

test('this rule, and no other, may park events in the dead-letter queue', () => {
  // WHEN
  const trigger = add();

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': stack.resolve(trigger.rule.ruleArn) } },
      })]),
    },
  });
});

test('events are parked in a queue of another stack too, which cannot name the rule', () => {
  // GIVEN
  const other = new Stack(stack.node.root as App, 'Platform', { env: stack });

  // WHEN
  add({ deadLetterQueue: new sqs.Queue(other, 'Parked') });

  // THEN
  Template.fromStack(stack).resourceCountIs('AWS::SQS::Queue', 0);
  Template.fromStack(other).hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: [Match.objectLike({ Action: 'sqs:SendMessage', Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } })],
    },
  });
});

test('logical ids stay', () => {
  // WHEN
  add();

  // THEN
  expect(logicalIds(Template.fromStack(stack), 'Orders')).toEqual({
    OrdersTriggersEventDeadLetterAlarm57F095AC: 'AWS::CloudWatch::Alarm',
    OrdersTriggersEventDeadLetterQueue7B32D7D5: 'AWS::SQS::Queue',
    OrdersTriggersEventDeadLetterQueuePolicy18C5F39A: 'AWS::SQS::QueuePolicy',
    OrdersTriggersEventRoleA2AF0AE9: 'AWS::IAM::Role',
    OrdersTriggersEventRule47960226: 'AWS::Events::Rule',
  });
});

test('cdk-nag finds nothing', () => {
  // WHEN
  add();

  // THEN
  expect(nagFindings(stack)).toEqual([]);
});

describe('wrong props', () => {
  test.each<[string, Partial<EventTriggerOptions>, string]>([
    ['a pattern without a field', { eventPattern: {} }, "eventPattern: got {}; name at least one field, such as { source: ['shop.checkout'] }"],
    ['a field without a value', { eventPattern: { source: [] } }, 'eventPattern.source: got an empty list; name at least one value'],
    ['too many retries', { retryAttempts: 500 }, 'retryAttempts: got 500; give a whole number from 0 to 185'],
    ['an event age under a minute', { maxEventAge: Duration.seconds(59) },
      'maxEventAge: got 59 seconds; give whole seconds, from 1 minute to 1 day'],
  ])('%s', (_, options, message) => {
    expect(() => add(options)).toThrow(`Shop/Orders/Triggers/Event: ${message}`);
  });

  test('a FIFO dead-letter queue', () => {
    const deadLetterQueue = new sqs.Queue(stack, 'Parked', { fifo: true });
    expect(() => add({ deadLetterQueue })).toThrow(
      'Shop/Orders/Triggers/Event: deadLetterQueue: got Shop/Parked; give a standard queue: EventBridge parks events in no FIFO queue');
  });
});
