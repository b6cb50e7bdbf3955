import { aws_scheduler as scheduler, aws_sns as sns, aws_sqs as sqs, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { logicalIds, nagFindings, newStack, roleOf, START_ARN, statementsOf, WorkflowFake } from './fixture';
import { ScheduleTrigger, ScheduleTriggerOptions, Trigger } from '../../../src';
import { DELIVERY_DEFAULTS, DELIVERY_LIMITS } from '../../../src/workflow/triggers/delivery';

const NIGHTLY = scheduler.ScheduleExpression.cron({ hour: '2', minute: '30', timeZone: TimeZone.EUROPE_BERLIN });

let stack: Stack;
let workflow: WorkflowFake;

beforeEach(() => {
  stack = newStack();
  workflow = new WorkflowFake(stack, 'Orders');
});

function add(options: Partial<ScheduleTriggerOptions> = {}): ScheduleTrigger {
  return Trigger.schedule({ schedule: NIGHTLY, ...options })._bind(workflow.triggers, workflow) as ScheduleTrigger;
}

test('starts the workflow by cron in its time zone, tries for a day, then parks the event', () => {
  // WHEN
  add();

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'cron(30 2 * * ? *)',
    ScheduleExpressionTimezone: 'Europe/Berlin',
    FlexibleTimeWindow: { Mode: 'OFF' },
    State: 'ENABLED',
    Target: {
      Arn: START_ARN,
      Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}',
      RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('DeadLetterQueue'), 'Arn'] } },
    },
  });
});

test('its role starts this one workflow, parks failures, and does nothing else', () => {
  // WHEN
  add();

  // THEN
  const role = roleOf(Template.fromStack(stack), 'scheduler.amazonaws.com');
  expect(statementsOf(role)).toEqual([
    { Effect: 'Allow', Action: 'states:StartExecution', Resource: START_ARN },
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': [expect.stringMatching(/DeadLetterQueue/), 'Arn'] } },
  ]);
});

test('only schedules of this account can use its role', () => {
  // WHEN
  add();

  // THEN
  const role = roleOf(Template.fromStack(stack), 'scheduler.amazonaws.com');
  expect(role.AssumeRolePolicyDocument.Statement[0].Condition).toEqual({
    StringEquals: { 'aws:SourceAccount': '111122223333' },
    ArnLike: {
      'aws:SourceArn': {
        'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':scheduler:eu-central-1:111122223333:schedule-group/default']],
      },
    },
  });
});

test('its dead-letter queue is encrypted, takes TLS only, and rings an alarm on the first message', () => {
  // GIVEN
  const topic = new sns.Topic(stack, 'Alarms');

  // WHEN
  add({ alarmTopic: topic });

  // THEN
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 24 * 3600 });
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]) },
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Statistic: 'Maximum',
    Period: 60,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [{ Ref: stack.getLogicalId(topic.node.defaultChild as sns.CfnTopic) }],
  });
});

test('takes rate, window, input, start, end, retries and a queue of the user', () => {
  // GIVEN
  const queue = new sqs.Queue(stack, 'Parked');

  // WHEN
  const trigger = add({
    schedule: scheduler.ScheduleExpression.rate(Duration.hours(6)),
    flexibleWindow: Duration.minutes(15),
    input: { shop: 'berlin' },
    start: new Date('2027-01-01T00:00:00Z'),
    end: new Date('2027-12-31T00:00:00Z'),
    maxEventAge: Duration.minutes(10),
    retryAttempts: 3,
    enabled: false,
    deadLetterQueue: queue,
    deadLetterAlarm: false,
  });

  // THEN
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(6 hours)',
    FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
    StartDate: '2027-01-01T00:00:00.000Z',
    EndDate: '2027-12-31T00:00:00.000Z',
    State: 'DISABLED',
    Target: {
      Input: '{"shop":"berlin"}',
      RetryPolicy: { MaximumEventAgeInSeconds: 600, MaximumRetryAttempts: 3 },
      DeadLetterConfig: { Arn: stack.resolve(queue.queueArn) },
    },
  });
  template.resourceCountIs('AWS::SQS::Queue', 1);
  template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  expect(trigger.deadLetterAlarm).toBeUndefined();
  expect(trigger.summary).toBe('schedule rate(6 hours) in Etc/UTC');
});

test('input as JSON text keeps its nulls', () => {
  // WHEN
  add({ inputJson: '{"shop":null}' });

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::Scheduler::Schedule', { Target: { Input: '{"shop":null}' } });
});

test('what it creates is there to read', () => {
  // WHEN
  const trigger = add();

  // THEN
  const { Resources } = Template.fromStack(stack).toJSON();
  const typeOf = (arn: string) => Resources[stack.resolve(arn)['Fn::GetAtt'][0]].Type;
  expect(typeOf(trigger.schedule.scheduleArn)).toBe('AWS::Scheduler::Schedule');
  expect(typeOf(trigger.role.roleArn)).toBe('AWS::IAM::Role');
  expect(typeOf(trigger.deadLetterQueue!.queueArn)).toBe('AWS::SQS::Queue');
  expect(typeOf(trigger.deadLetterAlarm!.alarmArn)).toBe('AWS::CloudWatch::Alarm');
  expect(trigger.workflow).toBe(workflow);
  expect(trigger.summary).toBe('schedule cron(30 2 * * ? *) in Europe/Berlin');
});

test('the documented defaults are the ones in force', () => {
  expect(DELIVERY_DEFAULTS).toEqual({ maxEventAge: Duration.hours(24), retryAttempts: 185 });
});

test('a schedule stands on its own too, for a workflow that the app does not define', () => {
  // WHEN
  new ScheduleTrigger(stack, 'Nightly', { workflow, schedule: NIGHTLY });

  // THEN
  Template.fromStack(stack).hasResourceProperties('AWS::Scheduler::Schedule', { Target: { Arn: START_ARN } });
});

test('logical ids stay', () => {
  // WHEN
  add();
  add({ triggerName: 'Nightly' });

  // THEN
  expect(logicalIds(Template.fromStack(stack), 'Orders')).toEqual({
    OrdersTriggersNightly6530F93A: 'AWS::Scheduler::Schedule',
    OrdersTriggersNightlyDeadLetterAlarmC909E4FB: 'AWS::CloudWatch::Alarm',
    OrdersTriggersNightlyDeadLetterQueue53449314: 'AWS::SQS::Queue',
    OrdersTriggersNightlyDeadLetterQueuePolicy268D476B: 'AWS::SQS::QueuePolicy',
    OrdersTriggersNightlyRole2EAA4D23: 'AWS::IAM::Role',
    OrdersTriggersSchedule915AB238: 'AWS::Scheduler::Schedule',
    OrdersTriggersScheduleDeadLetterAlarm991F3754: 'AWS::CloudWatch::Alarm',
    OrdersTriggersScheduleDeadLetterQueue73DC98CB: 'AWS::SQS::Queue',
    OrdersTriggersScheduleDeadLetterQueuePolicy104B1A2D: 'AWS::SQS::QueuePolicy',
    OrdersTriggersScheduleRole8F222F68: 'AWS::IAM::Role',
  });
});

test('cdk-nag finds nothing', () => {
  // WHEN
  add();

  // THEN
  expect(nagFindings(stack)).toEqual([]);
});

describe('wrong props', () => {
  test.each([
    ['cron(0 2 * * *)', 'give 6 fields (minutes, hours, day-of-month, month, day-of-week, year), not 5'],
    ['cron(60 2 * * ? *)', "its minutes '60' is not from 0 to 59"],
    ['cron(0 24 * * ? *)', "its hours '24' is not from 0 to 23"],
    ['cron(0 2 32 * ? *)', "its day-of-month '32' is not from 1 to 31"],
    ['cron(0 2 1 13 ? *)', "its month '13' is not from 1 to 12"],
    ['cron(0 2 ? * 8 *)', "its day-of-week '8' is not from 1 to 7"],
    ['cron(0 2 * * ? 1969)', "its year '1969' is not from 1970 to 2199"],
    ['cron(0/0 2 * * ? *)', "its minutes '0/0' is not from 0 to 59"],
    ['cron(0 2 * * * *)', "put '?' in exactly one of day-of-month and day-of-week"],
    ['cron(0 2 ? * ? *)', "put '?' in exactly one of day-of-month and day-of-week"],
    ['rate(0 minutes)', 'give a rate of at least one minute, in whole minutes, hours or days'],
    ['rate(1.5 hours)', 'give a rate of at least one minute, in whole minutes, hours or days'],
    ['rate(30 seconds)', 'give a rate of at least one minute, in whole minutes, hours or days'],
    ['at(tomorrow)', 'give a moment as at(yyyy-mm-ddThh:mm:ss)'],
    ['every day', 'give a cron(…), rate(…) or at(…) expression'],
  ])('%s', (expression, reason) => {
    expect(() => add({ schedule: scheduler.ScheduleExpression.expression(expression) }))
      .toThrow(`Shop/Orders/Triggers/Schedule: schedule: got '${expression}'; ${reason}`);
  });

  test.each([
    'cron(0/15 8-18 ? * MON-FRI *)', 'cron(0 2 L * ? *)', 'cron(0 2 LW * ? *)', 'cron(0 2 15W * ? *)', 'cron(0 2 ? JAN,jul 2#1 2027/2)',
    'cron(0 2 ? * 6L *)', 'cron(0 22-6 * * ? *)', 'rate(1 minute)', 'rate(5 days)', 'at(2027-03-01T09:00:00)',
  ])('%s is right', (expression) => {
    expect(() => add({ schedule: scheduler.ScheduleExpression.expression(expression) })).not.toThrow();
  });

  test.each<[string, Partial<ScheduleTriggerOptions>, string]>([
    ['an unknown time zone', { schedule: scheduler.ScheduleExpression.expression('rate(1 hour)', TimeZone.of('Europe/Brelin')) },
      "schedule.timeZone: got 'Europe/Brelin'; give a name of the IANA time zone database, such as 'Europe/Berlin'"],
    ['a window under a minute', { flexibleWindow: Duration.seconds(30) },
      'flexibleWindow: got 30 seconds; give whole minutes, from 1 minute to 1 day'],
    ['a window over a day', { flexibleWindow: Duration.hours(25) },
      'flexibleWindow: got 1 day 1 hour; give whole minutes, from 1 minute to 1 day'],
    ['an event age over a day', { maxEventAge: Duration.hours(25) },
      'maxEventAge: got 1 day 1 hour; give whole seconds, from 1 minute to 1 day'],
    ['too many retries', { retryAttempts: DELIVERY_LIMITS.maximumRetryAttempts + 1 },
      'retryAttempts: got 186; give a whole number from 0 to 185'],
    ['a negative number of retries', { retryAttempts: -1 }, 'retryAttempts: got -1; give a whole number from 0 to 185'],
    ['two inputs', { input: {}, inputJson: '{}' }, "inputJson: got '{}'; give input or inputJson, not both"],
    ['an input that is no JSON', { inputJson: '{' }, "inputJson: got '{'; give JSON text"],
    ['an end before the start', { start: new Date('2027-02-01T00:00:00Z'), end: new Date('2027-01-01T00:00:00Z') },
      "end: got '2027-01-01T00:00:00.000Z'; give a moment after the start, 2027-02-01T00:00:00.000Z"],
  ])('%s', (_, options, message) => {
    expect(() => add(options)).toThrow(`Shop/Orders/Triggers/Schedule: ${message}`);
  });

  test('a topic for an alarm that is switched off', () => {
    expect(() => add({ deadLetterAlarm: false, alarmTopic: new sns.Topic(stack, 'Alarms') }))
      .toThrow('alarmTopic: got Shop/Alarms; it has nothing to say while deadLetterAlarm is false; leave out one of the two');
  });

  test('all of them in one error', () => {
    expect(() => add({ retryAttempts: 200, maxEventAge: Duration.seconds(1) }))
      .toThrow(/2 problems\n {2}- maxEventAge: .*\n {2}- retryAttempts: /);
  });
});
