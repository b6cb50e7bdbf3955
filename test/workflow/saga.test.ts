import { aws_lambda as lambda, aws_sns as sns, aws_sqs as sqs, aws_stepfunctions as sfn, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { RetryPolicy, Saga, SagaProps, Step, StepProps, WaitFor, Workflow } from '../../src';
import { definitionOf, stack } from './steps/rendered';

function call(of: Stack, name: string, props: StepProps = {}): Step {
  return Step.invoke(lambda.Function.fromFunctionName(of, name, name), props);
}

function booking(of: Stack, props: SagaProps): any {
  const saga = new Saga(of, 'Booking', props);
  new Workflow(of, 'Flow', { steps: [saga.step] });
  return definitionOf(of).States;
}

test('a step fails into the compensation of the one before it, and that leads on to those before', () => {
  // GIVEN
  const shop = stack();
  // WHEN
  const states = booking(shop, {
    steps: [
      call(shop, 'Flight', { compensation: call(shop, 'CancelFlight') }),
      call(shop, 'Hotel', { compensation: call(shop, 'CancelHotel') }),
      call(shop, 'Car'),
    ],
  });
  // THEN
  const caught = (name: string) => states[name].Catch.map((one: any) => one.Next);
  expect([states.Flight.Next, states.Hotel.Next, states.Car.End]).toEqual(['Hotel', 'Car', true]);
  expect(caught('Flight')).toEqual(['Booking failed']);
  expect(caught('Hotel')).toEqual(['CancelFlight']);
  expect(caught('Car')).toEqual(['CancelHotel']);
  expect(states.CancelHotel.Next).toBe('CancelFlight');
  expect(states.CancelFlight.Next).toBe('Booking failed');
  expect(caught('CancelHotel')).toEqual(['Park CancelHotel']);
  expect(states['Park CancelHotel'].Next).toBe('CancelFlight');
  expect(caught('Park CancelHotel')).toEqual(['CancelFlight']);
});

test('a compensation is retried for hours after any error, unless it says otherwise itself', () => {
  // GIVEN
  const shop = stack();
  // WHEN
  const states = booking(shop, {
    steps: [
      call(shop, 'Flight', { compensation: call(shop, 'CancelFlight') }),
      call(shop, 'Hotel', { compensation: call(shop, 'CancelHotel', { retry: RetryPolicy.none() }) }),
      call(shop, 'Car'),
    ],
  });
  // THEN
  expect(states.CancelFlight.Retry).toEqual([
    { ErrorEquals: ['States.ALL'], IntervalSeconds: 30, MaxAttempts: 12, BackoffRate: 2, MaxDelaySeconds: 3600, JitterStrategy: 'FULL' },
  ]);
  expect(states.CancelHotel).not.toHaveProperty('Retry');
});

test('an Express saga retries within the time that an Express execution has', () => {
  // GIVEN
  const shop = stack();
  const saga = new Saga(shop, 'Booking', { steps: [call(shop, 'Flight', { compensation: call(shop, 'CancelFlight') }), call(shop, 'Car')] });
  // WHEN
  new Workflow(shop, 'Flow', { steps: [saga.step], workflowType: sfn.StateMachineType.EXPRESS });
  // THEN
  expect(definitionOf(shop).States.CancelFlight.Retry[0]).toMatchObject({ IntervalSeconds: 1, MaxAttempts: 5, MaxDelaySeconds: 8 });
});

test('the parking queue is encrypted, for TLS only, and its alarm rings on the topic', () => {
  // GIVEN
  const shop = stack();
  // WHEN
  booking(shop, { steps: [call(shop, 'Flight', { compensation: call(shop, 'CancelFlight') })], alarmTopic: new sns.Topic(shop, 'People') });
  // THEN
  const template = Template.fromStack(shop);
  template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1209600 });
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: { Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })] },
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    AlarmActions: [{ Ref: Match.stringLikeRegexp('People') }],
  });
});

test('the role may send to the parking queue', () => {
  // GIVEN
  const shop = stack();
  // WHEN
  booking(shop, { steps: [call(shop, 'Flight', { compensation: call(shop, 'CancelFlight') }), call(shop, 'Car')] });
  // THEN
  Template.fromStack(shop).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({
        Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('BookingParkingQueue'), 'Arn'] },
      })]),
    },
  });
});

test.each<[string, (of: Stack) => SagaProps, string]>([
  ['an empty list of steps', () => ({ steps: [] }), 'Shop/Booking: steps: got an empty list; give at least one step'],
  ['two steps of one name', (of) => ({ steps: [call(of, 'A', { name: 'X' }), call(of, 'B', { name: 'X' })] }),
    "Shop/Booking: steps: got 'X'; two states would have this name: give one of their steps another `name`"],
  ['a step named like a compensation', (of) => ({ steps: [call(of, 'A', { compensation: call(of, 'U', { name: 'B' }) }), call(of, 'B')] }), "steps: got 'B'; two states"],
  ['a name that gets too long', (of) => ({ steps: [call(of, 'A', { compensation: call(of, 'U', { name: 'u'.repeat(78) }) })] }), 'shorten the step\'s name'],
  ['a saga in a saga', (of) => ({ steps: [new Saga(of, 'Inner', { steps: [call(of, 'A')] }).step] }), "steps: got 'Inner'; a saga cannot stand in a saga"],
  ['a FIFO queue to park in', (of) => ({ steps: [call(of, 'A')], parkingQueue: new sqs.Queue(of, 'Q', { fifo: true }) }), 'parkingQueue: got Shop/Q; give a standard queue'],
  ['a compensation of a compensation', (of) => ({
    steps: [call(of, 'A', { compensation: call(of, 'U', { compensation: call(of, 'V') }) })],
  }), "step 'A': compensation: got 'U'; a compensation cannot have one of its own"],
  ['a compensation of what runs afterwards', (of) => ({
    steps: [call(of, 'A')], afterSuccess: [call(of, 'B', { compensation: call(of, 'U') })],
  }), "step 'B': compensation: got 'U'; what runs afterwards is not undone"],
  ['a wrong step', (of) => ({ steps: [call(of, 'A', { timeout: Duration.seconds(0) })] }), "Shop/Booking: step 'A': timeout: got 0 seconds"],
  ['a wrong compensation', (of) => ({
    steps: [call(of, 'A', { compensation: call(of, 'U', { timeout: Duration.seconds(0) }) })],
  }), "Shop/Booking: step 'U': timeout: got 0 seconds"],
  ['an empty group', () => ({ steps: [Step.parallel('Both', [])] }), "step 'Both': steps: got an empty list; give at least one step"],
  ['a group in a group', (of) => ({ steps: [Step.parallel('Both', [Step.parallel('Inner', [call(of, 'A')])])] }), "step 'Both': steps: got 'Inner'; a group cannot stand in a group"],
  ['a condition that is no expression', (of) => ({ steps: [Step.when('true', call(of, 'A'))] }), "step 'A': condition: got 'true'; give a JSONata expression"],
])('%s is refused', (_, props, message) => {
  const shop = stack();
  expect(() => new Saga(shop, 'Booking', props(shop))).toThrow(message);
});

test('an Express workflow refuses a saga that waits for a callback, in a step and in a compensation', () => {
  // GIVEN
  const shop = stack();
  const saga = new Saga(shop, 'Booking', {
    steps: [call(shop, 'A', { wait: WaitFor.CALLBACK, compensation: call(shop, 'U', { wait: WaitFor.CALLBACK }) })],
  });
  // THEN
  expect(() => new Workflow(shop, 'Flow', { steps: [saga.step], workflowType: sfn.StateMachineType.EXPRESS }))
    .toThrow(/Shop\/Flow: 2 problems\n.*step 'A': wait: got 'CALLBACK'; an Express workflow cannot wait for a callback.*\n.*step 'U'/);
});

test('a workflow refuses a compensation outside a saga', () => {
  const shop = stack();
  expect(() => new Workflow(shop, 'Flow', { steps: [call(shop, 'A', { compensation: call(shop, 'U') })] }))
    .toThrow("Shop/Flow: step 'A': compensation: got 'U'; only a Saga undoes");
});
