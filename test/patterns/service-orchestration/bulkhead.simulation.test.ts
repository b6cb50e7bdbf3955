import { Duration } from 'aws-cdk-lib';
import { Crowd } from './crowd';
import { call, Services } from './fixture';
import { BulkheadOptions, RetryPolicy, ServiceCall, simulation } from 'cdk-stepwise';

const { Mock, RunStatus, ServiceResponse } = simulation;
const seconds = Duration.seconds;
const at = (after: number, count: number) => Array.from({ length: count }, (_, index) => ({ after, index }));
const full = (answers: any[]) => answers.filter(({ failures }) => failures[0]?.error === 'Bulkhead.Full').length;

function crowd(bulkhead: BulkheadOptions, more = {}): Crowd {
  return new Crowd((of) => ({ calls: [ServiceCall.guard(call(of, 'Flights', { retry: RetryPolicy.none() }), { bulkhead })], ...more }));
}

test.each([[1, 8], [3, 20], [7, 39]])('%d permits let as many calls of %d executions in at one moment, and no more', (maxConcurrency, count) => {
  // GIVEN
  const services = crowd({ maxConcurrency }).answer('Flights', () => ServiceResponse.succeed({ Payload: {} }), seconds(2));
  // WHEN
  const answers = services.requests(at(0, count));
  // THEN
  expect(services.busiest(2)).toBe(maxConcurrency);
  expect(services.made).toHaveLength(maxConcurrency);
  expect(full(answers)).toBe(count - maxConcurrency);
  expect(services.records).toEqual([]);
});

test('who may wait comes in when a permit comes back, and never more than there are', () => {
  // GIVEN
  const services = crowd({ maxConcurrency: 3, maxWait: seconds(20) }).answer('Flights', () => ServiceResponse.succeed({ Payload: {} }), seconds(2));
  // WHEN
  const answers = services.requests(at(0, 12));
  // THEN
  expect(answers.map(({ status }) => status)).toEqual(Array(12).fill('COMPLETE'));
  expect(services.busiest(2)).toBeLessThanOrEqual(3);
});

test('who waited in vain is told so', () => {
  const services = crowd({ maxConcurrency: 1, maxWait: seconds(3) }).answer('Flights', () => ServiceResponse.succeed({ Payload: {} }), seconds(4));
  expect(full(services.requests(at(0, 2)))).toBe(1);
});

test('a permit comes back when the call fails, and the failure is the call\'s own', () => {
  // GIVEN
  const services = new Services((of) => ({ calls: [ServiceCall.guard(call(of, 'Flights'), { bulkhead: { maxConcurrency: 1 } })] }));
  // WHEN
  const run = services.run({ Flights: Mock.fails('Down', 'no power') });
  // THEN
  expect(run.output.failures).toEqual([{ call: 'Flights', error: 'Down', cause: 'no power' }]);
  expect(services.records).toEqual([]);
});

test('a permit of an execution that died comes back by its lease', () => {
  // GIVEN
  const services = new Services((of) => ({
    calls: [call(of, 'Slow', { timeout: seconds(6), retry: RetryPolicy.none() }),
      ServiceCall.guard(call(of, 'Flights', { timeout: seconds(8), retry: RetryPolicy.none() }), { bulkhead: { maxConcurrency: 1, lease: seconds(60) } })],
    timeout: seconds(10),
  }));
  expect(services.run({ Slow: Mock.never(), Flights: Mock.never() }).status).toBe(RunStatus.TIMED_OUT);
  // THEN
  const run = (after: number) => services.run({ Slow: Mock.returns({}), Flights: Mock.returns({}) }, {}, seconds(after)).output;
  expect(run(65).failures[0]).toEqual({ call: 'Flights', error: 'Bulkhead.Full', cause: "all 1 permits of bulkhead 'Flights' are taken" });
  expect(run(66).status).toBe('COMPLETE');
});

test('who gives back late does not take what another one has by now', () => {
  // GIVEN: the first execution's permit is another's when it comes to give it back
  const services = new Services((of) => ({ calls: [ServiceCall.guard(call(of, 'Flights'), { bulkhead: { maxConcurrency: 1 } })] }));
  const [table] = [...services.simulator && services.tables.names];
  services.run({
    Flights: Mock.handler({
      handle: () => {
        const [permit] = services.records;
        services.tables.putItem({ TableName: table, Item: { ...permit, holder: { S: 'another' } } });
        return ServiceResponse.succeed({ Payload: {} });
      },
    }),
  });
  // THEN
  expect(services.records).toMatchObject([{ holder: { S: 'another' } }]);
});

test('a permit that cannot be given back costs no answer', () => {
  const services = new Services((of) => ({ calls: [ServiceCall.guard(call(of, 'Flights'), { bulkhead: { maxConcurrency: 1 } })] }));
  const run = services.run({ 'Flights: give permit back': Mock.fails('DynamoDB.ResourceNotFoundException') });
  expect(run.output.status).toBe('COMPLETE');
});

test('is shared by calls that name it, also within one execution', () => {
  // GIVEN
  const services = new Services((of) => ({
    calls: [ServiceCall.forEach('Seats', ServiceCall.guard(call(of, 'Seat'), { bulkhead: { maxConcurrency: 2, maxWait: seconds(9) } }), { items: '{% $states.input.seats %}' })],
  }));
  // WHEN
  const run = services.run({ Seat: Mock.takes(seconds(1), Mock.returns({})) }, { seats: [1, 2, 3, 4, 5, 6] });
  // THEN
  expect(run.output.status).toBe('COMPLETE');
  expect(run.duration.toSeconds()).toBeGreaterThanOrEqual(3);
});
