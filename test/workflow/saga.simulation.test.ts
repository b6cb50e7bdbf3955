import { App, aws_lambda as lambda, aws_stepfunctions as sfn, Duration, Stack } from 'aws-cdk-lib';
import { Saga, SagaProps, simulation, Step, StepProps, Workflow, WorkflowOptions } from 'cdk-stepwise';

const { Mock, RunStatus, Simulator } = simulation;
const down = Mock.fails('Refused', 'not today');

class Trip {
  public readonly stack = new Stack(new App(), 'Travel');
  public readonly workflow: simulation.SimulatedWorkflow;

  constructor(props: (call: (name: string, more?: StepProps) => Step) => SagaProps, options: WorkflowOptions = {}) {
    const call = (name: string, more?: StepProps) => Step.invoke(lambda.Function.fromFunctionName(this.stack, name, name), more);
    const saga = new Saga(this.stack, 'Trip', props(call));
    new Workflow(this.stack, 'Flow', { steps: [saga.step], ...options });
    this.workflow = Simulator.fromStack(this.stack)
      .mockService('lambda', 'invoke', Mock.returns({ ok: true }))
      .mockService('sqs', 'sendMessage', Mock.returns({ MessageId: 'm-1' }))
      .workflow();
  }

  public run(mocks: { [state: string]: simulation.Mock }, input: object = { to: 'Rome' }): simulation.Run {
    return this.workflow.mockAll(mocks).start({ input });
  }
}

const inOrder = () => new Trip((call) => ({
  steps: [
    call('Flight', { compensation: call('Cancel flight') }),
    call('Hotel', { compensation: call('Cancel hotel') }),
    call('Insurance'),
    call('Car', { compensation: call('Cancel car') }),
  ],
}));

const besides = () => new Trip((call) => ({
  steps: [
    call('Flight', { compensation: call('Cancel flight') }),
    Step.parallel('On site', [
      call('Hotel', { compensation: call('Cancel hotel') }),
      call('Car', { compensation: call('Cancel car') }),
      call('Guide'),
    ]),
    call('Insurance'),
  ],
}));

/** The functions that a run called, in order, retries once. */
function called(run: simulation.Run): string[] {
  return run.calls.filter((one) => one.service === 'lambda' && one.retryCount === 0).map((one) => one.stateName);
}

describe('steps in order', () => {
  test('all well: every result stands under its step\'s name, and nothing of the saga', () => {
    const run = inOrder().run({ Hotel: Mock.returns({ room: 12 }) });
    expect(run.output).toEqual({ to: 'Rome', Flight: { ok: true }, Hotel: { room: 12 }, Insurance: { ok: true }, Car: { ok: true } });
  });

  test('the first step fails: nothing is undone, and the workflow fails as it did', () => {
    const run = inOrder().run({ Flight: down });
    expect([run.status, run.errorName, run.cause]).toEqual([RunStatus.FAILED, 'Refused', 'not today']);
    expect(run.path).toEqual(['Flight', 'Trip failed']);
  });

  test('a middle step fails: what completed before it is undone, not what failed', () => {
    const run = inOrder().run({ Hotel: down });
    expect(run.path).toEqual(['Flight', 'Hotel', 'Cancel flight', 'Trip failed']);
  });

  test('the last step fails: everything before it is undone, the last first', () => {
    const run = inOrder().run({ Car: down });
    expect(called(run)).toEqual(['Flight', 'Hotel', 'Insurance', 'Car', 'Cancel hotel', 'Cancel flight']);
    expect([run.errorName, run.cause]).toEqual(['Refused', 'not today']);
  });

  test('an error without a cause stays what it is', () => {
    const run = inOrder().run({ Hotel: Mock.fails('Refused') });
    expect([run.errorName, run.cause]).toEqual(['Refused', '']);
  });

  test('a step that times out fails its saga', () => {
    const run = inOrder().run({ Hotel: Mock.never() });
    expect(run.errorName).toBe('States.Timeout');
    expect(called(run)).toEqual(['Flight', 'Hotel', 'Cancel flight']);
  });

  test('a result that is too large for the quota fails its saga', () => {
    const run = inOrder().run({ Hotel: Mock.returns({ text: 'x'.repeat(262_144) }) });
    expect(run.errorName).toBe('States.DataLimitExceeded');
    expect(called(run)).toEqual(['Flight', 'Hotel', 'Cancel flight']);
  });

  test('a transient error is retried and undoes nothing', () => {
    const run = inOrder().run({ Hotel: Mock.sequence(Mock.fails('Lambda.TooManyRequestsException'), Mock.returns({ room: 1 })) });
    expect(run.status).toBe(RunStatus.SUCCEEDED);
  });

  test('a compensation finds the results, and what failed', () => {
    const run = inOrder().run({ Flight: Mock.returns({ ticket: 'T1' }), Car: down });
    const request = run.calls.find((one) => one.stateName === 'Cancel flight')!.request.Payload;
    expect(request).toMatchObject({
      to: 'Rome',
      Flight: { ticket: 'T1' },
      Trip: { failures: [{ step: 'Car', error: 'Refused', cause: 'not today' }], undone: ['Hotel'], parked: [] },
    });
  });

  test('an input that has a member of the saga\'s name does not confuse it', () => {
    const run = besides().run({}, { Trip: { failures: ['a trap'] }, Flight: 'mine' });
    expect(run.status).toBe(RunStatus.SUCCEEDED);
  });
});

describe('steps beside each other', () => {
  test('all well: the results of all join', () => {
    const run = besides().run({ Car: Mock.returns({ plate: 'R-1' }) });
    expect(run.output).toEqual({ to: 'Rome', Flight: { ok: true }, Hotel: { ok: true }, Car: { plate: 'R-1' }, Guide: { ok: true }, Insurance: { ok: true } });
  });

  test('one fails: its siblings run to their end, and those that completed are undone, then those before the group', () => {
    const run = besides().run({ Hotel: down, Car: Mock.takes(Duration.minutes(5), Mock.returns({ plate: 'R-1' })) });
    expect(called(run)).toEqual(expect.arrayContaining(['Hotel', 'Car', 'Guide']));
    expect(called(run).slice(4)).toEqual(['Cancel car', 'Cancel flight']);
    expect([run.errorName, run.cause]).toEqual(['Refused', 'not today']);
    const undo = run.calls.find((one) => one.stateName === 'Cancel car')!.request.Payload;
    expect(undo.Car).toEqual({ plate: 'R-1' });
  });

  test('all fail: nothing of the group is undone, and the cause names every failure', () => {
    const run = besides().run({ Hotel: down, Car: Mock.fails('Broken', 'no wheels'), Guide: Mock.fails('Ill', 'in bed') });
    expect(called(run).slice(4)).toEqual(['Cancel flight']);
    expect(run.errorName).toBe('Refused');
    expect(run.cause).toBe('not today; step Car failed too with Broken: no wheels; step Guide failed too with Ill: in bed');
  });

  test('a later step fails: the whole group is undone', () => {
    const run = besides().run({ Insurance: down });
    expect(called(run).slice(5)).toEqual(['Cancel car', 'Cancel hotel', 'Cancel flight']);
  });
});

describe('a compensation that fails', () => {
  test('once, is tried again', () => {
    const run = inOrder().run({ 'Car': down, 'Cancel hotel': Mock.sequence(Mock.fails('Busy'), Mock.returns({})) });
    expect(run.visits('Park Cancel hotel')).toBe(0);
    expect([run.errorName, run.cause]).toEqual(['Refused', 'not today']);
  });

  test('for good, is tried for hours, then parked with its context; the others still run, and both errors are named', () => {
    // WHEN
    const run = inOrder().run({ 'Flight': Mock.returns({ ticket: 'T1' }), 'Car': down, 'Cancel hotel': Mock.fails('Hotel.Closed', 'winter') });
    // THEN
    expect(run.calls.filter((one) => one.stateName === 'Cancel hotel')).toHaveLength(13);
    expect(run.duration.toHours({ integral: false })).toBeGreaterThan(1);
    expect(run.path.slice(4)).toEqual(['Cancel hotel', 'Park Cancel hotel', 'Cancel flight', 'Trip failed']);
    expect(run.errorName).toBe('Refused');
    expect(run.cause).toBe('not today; Cancel hotel for Hotel failed with Hotel.Closed: winter (parked)');
    const message = run.calls.find((one) => one.action === 'sendMessage')!.request;
    expect(message.MessageBody).toEqual({
      saga: 'Trip',
      workflow: run.stateMachineArn,
      execution: run.executionArn,
      step: 'Hotel',
      compensation: 'Cancel hotel',
      error: 'Hotel.Closed',
      cause: 'winter',
      failures: [{ step: 'Car', error: 'Refused', cause: 'not today' }],
      input: { to: 'Rome' },
      results: { Flight: { ticket: 'T1' }, Hotel: { ok: true }, Insurance: { ok: true } },
    });
    expect(run.calls.find((one) => one.stateName === 'Cancel flight')!.request.Payload.Trip.parked).toEqual([
      { step: 'Hotel', compensation: 'Cancel hotel', error: 'Hotel.Closed', cause: 'winter' },
    ]);
  });

  test('all of them: each is parked', () => {
    const run = inOrder().run({ 'Car': down, 'Cancel hotel': Mock.fails('A', 'a'), 'Cancel flight': Mock.fails('B', 'b') });
    expect(run.visits('Park Cancel hotel') + run.visits('Park Cancel flight')).toBe(2);
    expect(run.cause).toBe('not today; Cancel hotel for Hotel failed with A: a (parked); Cancel flight for Flight failed with B: b (parked)');
  });

  test('and cannot even be parked: the cause says so, and the others still run', () => {
    const run = inOrder().run({ 'Car': down, 'Cancel hotel': Mock.fails('A', 'a'), 'Park Cancel hotel': Mock.fails('SQS.Gone') });
    expect(run.visits('Cancel flight')).toBe(1);
    expect(run.cause).toBe('not today; Cancel hotel for Hotel failed with A: a (could not be parked: SQS.Gone)');
  });

  test('inside a group: it is parked, the rest is undone', () => {
    const run = besides().run({ 'Insurance': down, 'Cancel car': Mock.fails('A', 'a') });
    expect(run.path.slice(-5)).toEqual(['Park Cancel car', 'Hotel to undo?', 'Cancel hotel', 'Cancel flight', 'Trip failed']);
    expect(run.cause).toBe('not today; Cancel car for Car failed with A: a (parked)');
  });
});

describe('afterwards', () => {
  const told = () => new Trip((call) => ({
    steps: [call('Flight', { compensation: call('Cancel flight') }), call('Hotel')],
    afterSuccess: [call('Congratulate'), call('Count')],
    afterFailure: [call('Apologize'), call('Count failures')],
  }));

  test('a saga that went well tells so', () => {
    const run = told().run({});
    expect(called(run)).toEqual(['Flight', 'Hotel', 'Congratulate', 'Count']);
  });

  test('a step afterwards that fails for good is parked, and the saga still went well', () => {
    const run = told().run({ Congratulate: Mock.fails('Mail.Down', 'no mail') });
    expect(run.status).toBe(RunStatus.SUCCEEDED);
    expect(run.path.slice(-4)).toEqual(['Hotel', 'Congratulate', 'Park Congratulate', 'Count']);
    expect(run.calls.find((one) => one.action === 'sendMessage')!.request.MessageBody).toMatchObject({ compensation: 'Congratulate', error: 'Mail.Down', failures: [] });
  });

  test('a saga that failed tells so after its compensations', () => {
    const run = told().run({ Hotel: down });
    expect(called(run)).toEqual(['Flight', 'Hotel', 'Cancel flight', 'Apologize', 'Count failures']);
    expect(run.errorName).toBe('Refused');
  });

  test('a step after a failure that fails for good is parked, and the original error stays', () => {
    const run = told().run({ Hotel: down, Apologize: Mock.fails('Mail.Down', 'no mail') });
    expect(run.visits('Count failures')).toBe(1);
    expect([run.errorName, run.cause]).toEqual(['Refused', 'not today; Apologize for Apologize failed with Mail.Down: no mail (parked)']);
  });
});

describe('a step on a condition', () => {
  const maybe = () => new Trip((call) => ({
    steps: [
      call('Flight', { compensation: call('Cancel flight') }),
      Step.when('{% $states.input.nights > 0 %}', call('Hotel', { compensation: call('Cancel hotel') })),
      call('Car'),
    ],
  }));

  test('runs and is undone where the condition holds', () => {
    const run = maybe().run({ Car: down }, { nights: 2 });
    expect(called(run)).toEqual(['Flight', 'Hotel', 'Car', 'Cancel hotel', 'Cancel flight']);
  });

  test('neither runs nor is undone where it does not', () => {
    const run = maybe().run({ Car: down }, { nights: 0 });
    expect(called(run)).toEqual(['Flight', 'Car', 'Cancel flight']);
  });

  test('that cannot be evaluated fails the saga, which is undone', () => {
    const run = maybe().run({}, { nights: 'two' });
    expect(run.errorName).toBe('States.QueryEvaluationError');
    expect(called(run)).toEqual(['Flight', 'Cancel flight']);
  });
});

test('an Express saga undoes and parks within its five minutes', () => {
  // GIVEN
  const trip = new Trip((call) => ({
    steps: [call('Flight', { compensation: call('Cancel flight') }), call('Hotel')],
  }), { workflowType: sfn.StateMachineType.EXPRESS });
  // WHEN
  const run = trip.run({ 'Hotel': down, 'Cancel flight': Mock.fails('A', 'a') });
  // THEN
  expect(run.duration.toSeconds({ integral: false })).toBeLessThan(60);
  expect([run.errorName, run.cause]).toEqual(['Refused', 'not today; Cancel flight for Flight failed with A: a (parked)']);
});
