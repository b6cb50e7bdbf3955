import { Duration, Stack } from 'aws-cdk-lib';
import { Crowd } from './crowd';
import { call, Services } from './fixture';
import { CircuitBreakerOptions, RetryPolicy, ServiceCall, simulation, Step } from 'cdk-stepwise';

const { Mock, ServiceResponse } = simulation;
const down = Mock.fails('Down', 'no power');
const well = Mock.returns({ ok: true });
const seconds = Duration.seconds;

function guarded(circuitBreaker: CircuitBreakerOptions = {}): Services {
  return new Services((of) => ({ calls: [ServiceCall.guard(call(of, 'Flights'), { circuitBreaker })] }));
}

/** Whether the service was called, and the error. */
function tell(run: simulation.Run): [called: number, error: string | undefined] {
  return [run.visits('Flights'), run.output?.failures[0]?.error];
}

/** Opens a circuit with the default threshold in the first second. */
function opened(options?: CircuitBreakerOptions): Services {
  const services = guarded(options);
  for (let at = 0; at < 5; at++) services.run({ Flights: down }, {}, Duration.millis(100 * at));
  return services;
}

describe('a closed circuit', () => {
  test('lets calls through, and writes nothing while they go well', () => {
    const services = guarded();
    expect(services.run({ Flights: well }).output.results).toEqual({ Flights: { ok: true } });
    expect(services.records).toEqual([]);
  });

  test('opens at the threshold', () => {
    // GIVEN
    const services = guarded({ failureThreshold: 3 });
    const called = (at: number) => tell(services.run({ Flights: down }, {}, seconds(at)));
    // THEN
    expect([0, 1, 2, 3, 4].map(called)).toEqual([[1, 'Down'], [1, 'Down'], [1, 'Down'], [0, 'CircuitBreaker.Open'], [0, 'CircuitBreaker.Open']]);
  });

  test('opens at once where the threshold is one', () => {
    const services = guarded({ failureThreshold: 1 });
    services.run({ Flights: down });
    expect(tell(services.run({}, {}, seconds(1)))).toEqual([0, 'CircuitBreaker.Open']);
  });

  test('counts failures within the window only', () => {
    // GIVEN
    const services = guarded({ failureThreshold: 2, window: seconds(10) });
    const called = (at: number) => tell(services.run({ Flights: down }, {}, seconds(at)))[0];
    // THEN
    expect([0, 11, 22, 33, 34, 35].map(called)).toEqual([1, 1, 1, 1, 1, 0]);
  });

  test.each([
    ['States.Http.StatusCode.404', true], ['States.Http.StatusCode.499', true], ['States.Http.StatusCode.408', false], ['States.Http.StatusCode.429', false],
    ['States.Http.StatusCode.500', false], ['Card.Declined', true], ['States.Timeout', false],
  ])('and an answer of %s: it is well: %s', (error, isWell) => {
    // GIVEN
    const services = guarded({ failureThreshold: 1, ignoredErrors: ['Card.Declined'] });
    // WHEN
    services.run({ Flights: Mock.fails(error) });
    // THEN
    expect(services.run({ Flights: well }, {}, seconds(1)).visits('Flights')).toBe(isWell ? 1 : 0);
  });
});

describe('a request that the call cannot be made of', () => {
  const services = (failureThreshold: number) => new Services((of) => ({
    calls: [ServiceCall.guard(call(of, 'Flights', { arguments: { n: '{% $number($states.input.n) %}' } }), { circuitBreaker: { failureThreshold, coolDown: seconds(10) } })],
  }));

  test('does not count', () => {
    const service = services(1);
    expect(tell(service.run({}, { n: 'abc' }))).toEqual([1, 'States.QueryEvaluationError']);
    expect(tell(service.run({ Flights: well }, { n: '1' }, seconds(1)))).toEqual([1, undefined]);
    expect(service.records).toEqual([]);
  });

  test.each(['Runtime', 'Permissions', 'DataLimitExceeded', 'ParameterPathFailure', 'IntrinsicFailure'])('does not count where it ends in States.%s', (name) => {
    const service = services(1);
    service.run({ Flights: Mock.fails(`States.${name}`) }, { n: '1' });
    expect(service.records).toEqual([]);
  });

  test('as the probe neither closes the circuit nor keeps it open: the next call probes', () => {
    // GIVEN
    const service = services(1);
    service.run({ Flights: down }, { n: '1' });
    // WHEN
    service.run({}, { n: 'abc' }, seconds(11));
    // THEN
    expect(service.records).toMatchObject([{ state: { S: 'OPEN' } }]);
    expect(service.records[0].probe).toBeUndefined();
    expect(tell(service.run({ Flights: well }, { n: '1' }, seconds(12)))).toEqual([1, undefined]);
    expect(service.records).toMatchObject([{ state: { S: 'CLOSED' } }]);
  });
});

describe('an open circuit', () => {
  test('says until when', () => {
    const run = opened().run({}, {}, seconds(5));
    expect(run.output.failures[0].cause).toBe("circuit 'Flights' is open until 2026-01-01T00:00:30.400Z");
  });

  test('closes when the probe after the cool-down goes well', () => {
    // GIVEN
    const services = opened({ coolDown: seconds(20) });
    // THEN
    expect(tell(services.run({ Flights: well }, {}, seconds(20)))).toEqual([0, 'CircuitBreaker.Open']);
    expect(tell(services.run({ Flights: well }, {}, seconds(21)))).toEqual([1, undefined]);
    expect(services.records).toEqual([{ pk: { S: 'circuit#Flights' }, sk: { S: 'state' }, state: { S: 'CLOSED' } }]);
    expect(tell(services.run({ Flights: down }, {}, seconds(22)))).toEqual([1, 'Down']);
    expect(tell(services.run({ Flights: well }, {}, seconds(23)))).toEqual([1, undefined]);
  });

  test('closes when the probe ends in an error of a service that is well', () => {
    const services = opened();
    expect(tell(services.run({ Flights: Mock.fails('States.Http.StatusCode.404') }, {}, seconds(40)))).toEqual([1, 'States.Http.StatusCode.404']);
    expect(tell(services.run({ Flights: well }, {}, seconds(41)))).toEqual([1, undefined]);
  });

  test('stays open for another cool-down when the probe fails', () => {
    const services = opened();
    expect(tell(services.run({ Flights: down }, {}, seconds(40)))).toEqual([1, 'Down']);
    expect(tell(services.run({ Flights: well }, {}, seconds(69)))).toEqual([0, 'CircuitBreaker.Open']);
    expect(tell(services.run({ Flights: well }, {}, seconds(71)))).toEqual([1, undefined]);
  });

  test('is shared by calls that name it', () => {
    // GIVEN
    const circuitBreaker = { name: 'Airline', failureThreshold: 1 };
    const services = new Services((of) => ({
      calls: [ServiceCall.guard(call(of, 'Flights'), { circuitBreaker }), ServiceCall.guard(call(of, 'Seats'), { circuitBreaker })],
    }));
    // WHEN
    const run = services.run({ Flights: down });
    // THEN
    expect(run.visits('Seats')).toBe(0);
    expect(run.output.failures.map(({ error }: { error: string }) => error)).toEqual(['Down', 'CircuitBreaker.Open']);
  });

  test('whose table does not answer fails the call by name, and a verdict that cannot be written costs no answer', () => {
    // GIVEN
    const services = opened();
    // THEN
    expect(tell(services.run({ 'Flights: circuit': Mock.fails('DynamoDB.ResourceNotFoundException') }, {}, seconds(40)))).toEqual([0, 'DynamoDB.ResourceNotFoundException']);
    const other = opened();
    const run = other.run({ 'Flights': well, 'Flights: close circuit': Mock.fails('DynamoDB.ResourceNotFoundException') }, {}, seconds(40));
    expect(run.output.status).toBe('COMPLETE');
  });
});

describe('of many executions at one moment', () => {
  const crowd = (circuitBreaker: CircuitBreakerOptions = {}, before: (of: Stack) => Step[] = () => []) => new Crowd((of) => ({
    calls: [...before(of), ServiceCall.guard(call(of, 'Flights', { timeout: seconds(50), retry: RetryPolicy.none() }), { circuitBreaker })],
    timeout: seconds(60),
  }));
  const at = (after: number, count: number) => Array.from({ length: count }, (_, index) => ({ after, index }));

  test('each failure is counted once, and the circuit opens once', () => {
    // GIVEN
    const services = crowd({ failureThreshold: 20 }).answer('Flights', () => ServiceResponse.fail('Down', ''));
    // WHEN
    services.requests(at(0, 19));
    // THEN
    expect(services.records[0].failures).toEqual({ N: '19' });
    services.requests(at(1, 3));
    expect(services.records[0].state).toEqual({ S: 'OPEN' });
  });

  test('exactly one is the probe when the cool-down is over, and it closes the circuit for all', () => {
    // GIVEN
    const services = crowd().answer('Flights', (_, now) => (now < 30 ? ServiceResponse.fail('Down', '') : ServiceResponse.succeed({ Payload: 'well' })), seconds(2));
    // WHEN
    const answers = services.requests([...at(0, 5), ...at(40, 15), ...at(41, 15), ...at(43, 3)]);
    // THEN
    const probes = services.made.filter((made) => made.at >= 40 && made.at < 42);
    expect(probes).toHaveLength(1);
    expect(answers.slice(5).filter(({ status }: { status: string }) => status === 'COMPLETE')).toHaveLength(1 + 3);
    expect(answers.slice(5, 35).filter(({ failures }: any) => failures[0]?.error === 'CircuitBreaker.Open')).toHaveLength(29);
  });

  test('a probe whose execution died blocks no longer than its lease', () => {
    // GIVEN: the probe never answers, and its execution times out before it can say so
    const services = crowd({ probeLease: seconds(60) }, (of) => [call(of, 'Slow', { timeout: seconds(30), retry: RetryPolicy.none() })]);
    services.answer('Slow', () => ServiceResponse.succeed({ Payload: 'well' }));
    services.answer('Flights', (_, now) => (now < 30 ? ServiceResponse.fail('Down', '') : ServiceResponse.succeed({ Payload: 'well' })));
    services.requests(at(0, 5));
    services.workflow.mock('Slow', Mock.never()).mock('Flights', Mock.never());
    services.run({}, {}, seconds(40));
    services.answer('Slow', () => ServiceResponse.succeed({ Payload: 'well' }));
    services.answer('Flights', () => ServiceResponse.succeed({ Payload: 'well' }));
    // WHEN
    const answers = services.requests([...at(101, 10), ...at(129, 10), ...at(131, 10)]);
    // THEN
    const complete = answers.map(({ status }: { status: string }) => status === 'COMPLETE');
    expect(complete.slice(0, 20)).not.toContain(true);
    expect(complete.slice(20).filter(Boolean)).toHaveLength(1);
  });
});
