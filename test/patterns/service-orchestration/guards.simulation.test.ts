import { aws_stepfunctions as sfn, Duration, Stack } from 'aws-cdk-lib';
import { call, Services, START } from './fixture';
import { CallGuards, Fallback, RetryAfter, RetryAfterOptions, RetryPolicy, ServiceCall, simulation, Step } from 'cdk-stepwise';

const { Mock, RunStatus, ServiceResponse } = simulation;
const down = Mock.fails('Down', 'no power');
const seconds = Duration.seconds;

function guarded(guards: (of: Services['stack']) => CallGuards): Services {
  return new Services((of) => ({ calls: [ServiceCall.guard(call(of, 'Flights', { retry: RetryPolicy.transientErrors() }), guards(of))], timeout: Duration.minutes(5) }));
}

describe('a service that says when to come back', () => {
  const busy = (options?: RetryAfterOptions) => guarded(() => ({ retryAfter: RetryAfter.inCause('retry_after', options) }));
  const answers = (cause: string, error = 'States.Http.StatusCode.429') => ({ Flights: Mock.sequence(Mock.fails(error, cause), Mock.returns({ ok: true })) });

  test.each([
    ['a number', '{"error": "busy", "retry_after": 7}'],
    ['text', '{"retry_after":"7"}'],
    ['other letters', '{"Retry_After": 7.0}'],
    ['part of a second', '{"retry_after": 6.1}'],
    ['within more', '{"errors":[{"detail":{"retry_after":7}}]}'],
    ['a list, as headers are', '{"Headers":{"retry_after":["7"]}}'],
    ['in text within JSON, as functions throw it', '{"errorType":"Busy","errorMessage":"{\\"retry_after\\":7}"}'],
    ['in text that is no JSON', 'come back later ("retry_after": 7)'],
    ['the date of the header', '{"retry_after": "Thu, 01 Jan 2026 00:00:07 GMT"}'],
  ])('is called again then: %s', (_, cause) => {
    const run = busy().run(answers(cause));
    expect(run.output.status).toBe('COMPLETE');
    expect(run.duration.toSeconds()).toBe(7);
  });

  test.each([
    ['nothing', '{"error":"busy"}'], ['no number', '{"retry_after":"soon"}'], ['no cause', ''], ['another member', '{"not_retry_after":7}'],
  ])('and says %s is called again after the interval', (_, cause) => {
    expect(busy({ interval: seconds(2) }).run(answers(cause)).duration.toSeconds()).toBe(2);
  });

  test('with a date that has passed is called again at once', () => {
    expect(busy().run(answers('{"retry_after": "Wed, 31 Dec 2025 23:59:00 GMT"}')).duration.toSeconds()).toBe(0);
  });

  test('is called as often as it may, the intervals doubling where it does not say', () => {
    const run = busy({ interval: seconds(1), maxAttempts: 3 }).run({ Flights: Mock.fails('States.Http.StatusCode.503', 'busy') });
    expect(run.visits('Flights')).toBe(4);
    expect(run.duration.toSeconds()).toBe(1 + 2 + 4);
    expect(run.output.failures).toEqual([{ call: 'Flights', error: 'States.Http.StatusCode.503', cause: 'busy' }]);
  });

  test('and wants too much time has failed at once', () => {
    const run = busy({ maxWait: seconds(6) }).run(answers('{"retry_after":7}'));
    expect([run.visits('Flights'), run.duration.toSeconds()]).toEqual([1, 0]);
    expect(run.output.failures).toMatchObject([{ error: 'States.Http.StatusCode.429' }]);
  });

  test('is asked by the statuses and errors given; others have the step\'s own retries', () => {
    // GIVEN
    const services = busy({ statuses: ['5xx'], errors: ['Busy'], maxAttempts: 1 });
    const visits = (error: string) => services.run({ Flights: Mock.fails(error, '{"retry_after":1}') }).visits('Flights');
    // THEN
    expect(['States.Http.StatusCode.599', 'Busy', 'States.Http.StatusCode.429'].map(visits)).toEqual([2, 2, 1]);
    const own = services.run({ Flights: Mock.fails('Lambda.ServiceException') });
    expect(own.calls.filter(({ stateName }) => stateName === 'Flights')).toHaveLength(6);
  });

  test('is not retried by the step\'s own policy on the same errors as well', () => {
    const services = new Services((of) => ({
      timeout: Duration.minutes(5), calls: [ServiceCall.guard(call(of, 'Flights', { retry: RetryPolicy.on(['States.ALL']) }), { retryAfter: RetryAfter.inCause('retry_after', { maxAttempts: 1 }) })],
    }));
    const run = services.run({ Flights: Mock.fails('States.Http.StatusCode.429', '{"retry_after":1}') });
    expect(run.calls.filter(({ stateName }) => stateName === 'Flights')).toHaveLength(2);
  });
});

describe('what stands in for a call that fails', () => {
  test('is another call', () => {
    // WHEN
    const run = guarded((of) => ({ fallback: Fallback.toCall(call(of, 'Trains')) })).run({ Flights: down, Trains: Mock.returns({ train: 1 }) });
    // THEN
    expect(run.output).toEqual({
      status: 'DEGRADED',
      statusCode: 200,
      results: { Flights: { train: 1 } },
      failures: [],
      fallbacks: [{ call: 'Flights', source: 'CALL', step: 'Trains', error: 'Down', cause: 'no power' }],
      answeredBy: {},
    });
  });

  test('is another call with guards of its own', () => {
    const services = guarded((of) => ({
      circuitBreaker: {},
      fallback: Fallback.toCall(ServiceCall.guard(call(of, 'Trains'), { circuitBreaker: { failureThreshold: 1 }, fallback: Fallback.toValue({ walk: true }) })),
    }));
    expect(services.run({ Flights: down, Trains: down }).output.results).toEqual({ Flights: { walk: true } });
    expect(services.run({ Trains: Mock.returns({}) }, {}, seconds(1)).visits('Trains')).toBe(0);
  });

  test.each([[{ price: 0 }], [null], ['none'], [[1, 2]], [[]], [false]])('is a value: %j', (value) => {
    const run = guarded(() => ({ fallback: Fallback.toValue(value) })).run({ Flights: down });
    expect(run.output).toMatchObject({ status: 'DEGRADED', results: { Flights: value }, fallbacks: [{ source: 'VALUE', error: 'Down' }] });
  });

  test('is a value made of the request', () => {
    const run = guarded(() => ({ fallback: Fallback.toValue({ city: '{% $states.input.city %}' }) })).run({ Flights: down }, { city: 'Oslo' });
    expect(run.output.results.Flights).toEqual({ city: 'Oslo' });
  });

  test('is not asked where the call answers', () => {
    const run = guarded((of) => ({ fallback: Fallback.toCall(call(of, 'Trains')) })).run();
    expect([run.output.status, run.visits('Trains')]).toEqual(['COMPLETE', 0]);
  });

  test('stands in for an open circuit and a full bulkhead too', () => {
    const services = guarded(() => ({ circuitBreaker: { failureThreshold: 1 }, fallback: Fallback.toValue(0) }));
    services.run({ Flights: down });
    expect(services.run({}, {}, seconds(1)).output.fallbacks[0].error).toBe('CircuitBreaker.Open');
  });

  test('has nothing either: the call fails with its own error, and its cause says what else failed', () => {
    const run = guarded((of) => ({ fallback: Fallback.toCall(call(of, 'Trains')).orElse(Fallback.toCall(call(of, 'Buses'))) }))
      .run({ Flights: down, Trains: Mock.fails('Strike', 'all day'), Buses: Mock.fails('Full', '') });
    expect(run.output.failures)
      .toEqual([{ call: 'Flights', error: 'Down', cause: 'no power; fallback Trains failed with Strike: all day; fallback Buses failed with Full: ' }]);
  });
});

describe('the last good answer', () => {
  const remembering = () => guarded(() => ({
    fallback: Fallback.toLastGoodAnswer({ key: '{% $states.input.city %}', maxAge: Duration.minutes(10) }).orElse(Fallback.toValue('none')),
  }));

  test.each([[{ price: 9 }], ['text'], [[1]], [null]])('stands in, and says of when it is: %j', (answer) => {
    // GIVEN
    const services = remembering();
    services.run({ Flights: Mock.returns(answer) }, { city: 'Oslo' });
    // WHEN
    const run = services.run({ Flights: down }, { city: 'Oslo' }, Duration.minutes(10));
    // THEN
    expect(run.output).toMatchObject({
      results: { Flights: answer }, fallbacks: [{ call: 'Flights', source: 'LAST_GOOD_ANSWER', at: new Date(START).toISOString(), error: 'Down' }],
    });
  });

  test('is none to another question, nor one that is too old', () => {
    const services = remembering();
    services.run({ Flights: Mock.returns(1) }, { city: 'Oslo' });
    expect(services.run({ Flights: down }, { city: 'Rome' }).output.results.Flights).toBe('none');
    expect(services.run({ Flights: down }, { city: 'Oslo' }, seconds(601)).output.results.Flights).toBe('none');
  });

  test('expires by itself', () => {
    const services = remembering();
    services.run({ Flights: Mock.returns(1) }, { city: 'Oslo' });
    expect(services.records).toMatchObject([{ pk: { S: 'answer#Flights' }, sk: { S: 'Oslo' }, expiresAt: { N: String(START / 1000 + 600) } }]);
  });

  test.each([[{}], [{ city: null }], [{ city: '' }]])('has no key in %j: none is kept, none stands in, and the call is made', (input) => {
    // GIVEN
    const services = remembering();
    // WHEN
    const run = services.run({ Flights: Mock.returns(1) }, input);
    // THEN
    expect(run.output).toMatchObject({ status: 'COMPLETE', results: { Flights: 1 } });
    expect(services.records).toEqual([]);
    const failed = services.run({ Flights: down }, input);
    expect(failed.output).toMatchObject({ status: 'DEGRADED', results: { Flights: 'none' } });
    expect(failed.visits('Flights: recall')).toBe(0);
  });

  test('that cannot be kept, or read, costs nothing else', () => {
    const gone = Mock.fails('DynamoDB.ResourceNotFoundException');
    expect(remembering().run({ 'Flights: remember': gone }, { city: 'Oslo' }).output.status).toBe('COMPLETE');
    expect(remembering().run({ 'Flights': down, 'Flights: recall': gone }, { city: 'Oslo' }).output.results.Flights).toBe('none');
  });
});

test('all guards at once: what fails passes each of them, and leaves nothing taken', () => {
  // GIVEN
  const services = guarded(() => ({
    bulkhead: { maxConcurrency: 1 }, circuitBreaker: { failureThreshold: 1 }, retryAfter: RetryAfter.inCause('retry_after'), fallback: Fallback.toValue('none'),
  }));
  // WHEN
  const run = services.run({ Flights: Mock.sequence(Mock.fails('States.Http.StatusCode.429', '{"retry_after":3}'), Mock.fails('Down', 'no power')) });
  // THEN
  expect(run.status).toBe(RunStatus.SUCCEEDED);
  expect(run.output).toMatchObject({ results: { Flights: 'none' }, fallbacks: [{ error: 'Down', cause: 'no power' }] });
  expect(services.records.map(({ pk, state }) => [pk.S, state?.S])).toEqual([['circuit#Flights', 'OPEN']]);
});

test('a guarded call that is skipped takes no permit', () => {
  const services = new Services((of) => ({
    calls: [Step.when('{% $states.input.wanted %}', ServiceCall.guard(call(of, 'Flights'), { bulkhead: { maxConcurrency: 1 } }))],
  }));
  expect(services.run({ Flights: Mock.handler({ handle: () => ServiceResponse.succeed({}) }) }, { wanted: false }).visits('Flights: permits')).toBe(0);
});

describe('guards around', () => {
  test('a race give their permit back when it is over, and stand in for it', () => {
    // GIVEN
    const services = new Services((of) => ({
      calls: [ServiceCall.guard(ServiceCall.firstSuccess('Car', [call(of, 'Hertz'), call(of, 'Sixt')]), {
        bulkhead: { maxConcurrency: 1 }, circuitBreaker: { failureThreshold: 1 }, fallback: Fallback.toValue('walk'),
      })],
    }));
    // THEN
    const answered = services.run({ Hertz: Mock.never(), Sixt: Mock.returns({ price: 1 }) });
    expect(answered.output).toMatchObject({ status: 'COMPLETE', results: { Car: { price: 1 } }, answeredBy: { Car: 'Sixt' } });
    expect(services.records).toEqual([]);
    expect(services.run({ Hertz: down, Sixt: down }).output).toMatchObject({ status: 'DEGRADED', results: { Car: 'walk' }, answeredBy: {} });
  });

  test('a fan-out hold one permit for all its items', () => {
    const services = new Services((of) => ({
      calls: [ServiceCall.guard(ServiceCall.forEach('Seats', call(of, 'Seat'), { items: '{% [1, 2, 3] %}' }), { bulkhead: { maxConcurrency: 1 } })],
    }));
    const run = services.run();
    expect(run.output).toMatchObject({ status: 'COMPLETE', results: { Seats: [{ ok: true }, { ok: true }, { ok: true }] } });
    expect(run.calls.filter(({ stateName }) => stateName === 'Seats: take permit')).toHaveLength(1);
  });

  test('calls whose names are no variables\' keep apart what is theirs', () => {
    const services = new Services((of) => ({
      calls: [ServiceCall.guard(call(of, 'Flug a', { name: "Flüge: l'air" }), {
        fallback: Fallback.toCall(ServiceCall.guard(call(of, 'Flug b', { name: "Fl_ge: l'air" }), { fallback: Fallback.toValue('none') })),
      })],
    }));
    const run = services.run({ "Flüge: l'air": Mock.fails('First'), "Fl_ge: l'air": Mock.fails('Second') });
    expect(run.output.fallbacks).toMatchObject([{ call: "Flüge: l'air", error: 'First', step: "Fl_ge: l'air" }]);
    expect(run.output.results).toEqual({ "Flüge: l'air": 'none' });
  });
});

describe('what an execution held that timed out', () => {
  const slow = (of: Stack, guards: CallGuards) => ({
    calls: [call(of, 'Slow', { timeout: seconds(20), retry: RetryPolicy.none() }),
      ServiceCall.guard(call(of, 'Flights', { timeout: seconds(20), retry: RetryPolicy.none() }), guards)],
  });
  const hang = { Slow: Mock.never(), Flights: Mock.never() };
  const well = { Slow: Mock.returns(1), Flights: Mock.returns(1) };
  const failuresAt = (services: Services, at: number) => services.run(well, {}, seconds(at)).output.failures.map(({ error }: any) => error);

  test('is a permit that is free five seconds after the workflow\'s timeout', () => {
    // GIVEN a permit taken in second 20, and the timeout in second 28
    const services = new Services((of) => slow(of, { bulkhead: { maxConcurrency: 1 } }));
    expect(services.run(hang).status).toBe(RunStatus.TIMED_OUT);
    // THEN
    expect(failuresAt(services, 52)).toEqual(['Bulkhead.Full']);
    expect(failuresAt(services, 54)).toEqual([]);
  });

  test('is a probe that another one makes as soon', () => {
    // GIVEN a probe begun in second 80
    const services = new Services((of) => slow(of, { circuitBreaker: { failureThreshold: 1, coolDown: seconds(1) } }));
    services.run({ Slow: Mock.returns(1), Flights: down });
    services.run(hang, {}, seconds(60));
    // THEN
    expect(failuresAt(services, 112)).toEqual(['CircuitBreaker.Open']);
    expect(failuresAt(services, 114)).toEqual([]);
  });

  test('is a permit that is free as soon in a Standard workflow, where that is sooner than the call could be over', () => {
    const services = new Services((of) => ({
      ...slow(of, { bulkhead: { maxConcurrency: 1 } }), workflowType: sfn.StateMachineType.STANDARD, timeout: seconds(30),
    }));
    expect(services.run(hang).status).toBe(RunStatus.TIMED_OUT);
    expect([failuresAt(services, 54), failuresAt(services, 56)]).toEqual([['Bulkhead.Full'], []]);
  });
});
