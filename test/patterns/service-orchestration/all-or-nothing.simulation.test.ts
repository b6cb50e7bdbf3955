import { Duration, Stack } from 'aws-cdk-lib';
import { call, Services } from './fixture';
import { FailureMode, Fallback, IdempotencyKey, ServiceCall, ServiceOrchestrationProps, simulation, Step } from 'cdk-stepwise';

const { Mock, RunStatus } = simulation;

const booking = (of: Stack): ServiceOrchestrationProps => ({
  failureMode: FailureMode.ALL_OR_NOTHING,
  calls: [
    Step.parallel('Reserve', [call(of, 'Flight', { compensation: call(of, 'Cancel flight') }),
      ServiceCall.guard(call(of, 'Hotel', { compensation: call(of, 'Cancel hotel') }), {
        bulkhead: { maxConcurrency: 5 }, circuitBreaker: {}, idempotencyKey: IdempotencyKey.inField('key'),
      })]),
    ServiceCall.guard(call(of, 'Insurance'), { fallback: Fallback.toValue('none') }),
    call(of, 'Pay'),
  ],
});

test('all calls that answer are complete, and one that something stood in for is degraded', () => {
  const services = new Services(booking);
  expect(services.run().output).toMatchObject({ status: 'COMPLETE', statusCode: 200, results: { Flight: { ok: true }, Hotel: { ok: true }, Pay: { ok: true } } });
  const run = services.run({ Insurance: Mock.fails('Down') });
  expect(run.output).toMatchObject({ status: 'DEGRADED', results: { Insurance: 'none' }, fallbacks: [{ call: 'Insurance', source: 'VALUE', error: 'Down' }] });
});

test.each([
  ['Pay', ['Cancel hotel', 'Cancel flight']],
  ['Hotel', ['Cancel flight']],
  ['Flight', ['Cancel hotel']],
])('when %s fails, what completed is undone, and the execution fails with its error', (failing, undone) => {
  // GIVEN
  const services = new Services(booking);
  // WHEN
  const run = services.run({ [failing]: Mock.fails('Refused', 'because') });
  // THEN
  expect([run.status, run.errorName, run.cause]).toEqual([RunStatus.FAILED, 'Refused', 'because']);
  expect(['Cancel hotel', 'Cancel flight'].filter((state) => run.visits(state) > 0)).toEqual(undone);
});

test('a guard that refuses undoes as a failure does', () => {
  const services = new Services(booking);
  const run = services.run({ 'Hotel: permits': Mock.fails('DynamoDb.ResourceNotFoundException', 'no table') });
  expect(run.errorName).toBe('DynamoDb.ResourceNotFoundException');
  expect(run.visits('Cancel flight')).toBe(1);
});

describe('the idempotency key', () => {
  const keyOf = (run: simulation.Run, state = 'Hotel') => run.calls.filter(({ stateName }) => stateName === state).map(({ request }) => request.Payload.key);

  test('is the same for all attempts of a call, and for a request that is repeated under its key', () => {
    // GIVEN
    const services = new Services(booking);
    // WHEN
    const run = services.run({ Hotel: Mock.sequence(Mock.fails('Lambda.ServiceException'), Mock.returns({})) }, { idempotencyKey: 'order-7' });
    const again = services.run({ Hotel: Mock.returns({}) }, { idempotencyKey: 'order-7' }, Duration.seconds(60));
    const [first, second] = keyOf(run);
    // THEN
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(second).toBe(first);
    expect(keyOf(again)).toEqual([first]);
    expect(keyOf(services.run({}, { idempotencyKey: 'order-8' }))).not.toEqual([first]);
  });

  test('is another for each execution where the request has none', () => {
    const services = new Services(booking);
    const [first, second] = [services.run(), services.run({}, {}, Duration.seconds(1))].map((run) => keyOf(run)[0]);
    expect(first).not.toBe(second);
  });

  test.each([[null], [''], [{ a: 1 }]])('is another for each execution where that of the request is none: %j', (idempotencyKey) => {
    const services = new Services(booking);
    const [first, second] = [0, 1].map((at) => keyOf(services.run({}, { idempotencyKey }, Duration.seconds(at)))[0]);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(first).not.toBe(second);
  });

  test('may be a number', () => {
    const services = new Services(booking);
    const [first, second] = [0, 1].map((at) => keyOf(services.run({}, { idempotencyKey: 0 }, Duration.seconds(at)))[0]);
    expect(first).toBe(second);
  });

  test.each([[{ order: null }], [{ order: '' }], [{}]])('that the orchestration asks for and %j does not have fails it before any call', (input) => {
    // GIVEN
    const services = new Services((of) => ({ ...booking(of), idempotencyKey: '{% $states.input.order %}' }));
    // WHEN
    const run = services.run({}, input);
    // THEN
    expect([run.status, run.errorName]).toEqual([RunStatus.FAILED, 'ServiceOrchestration.NoIdempotencyKey']);
    expect(run.calls).toEqual([]);
  });

  test('comes from where the orchestration says, and is another for each call and each item', () => {
    // GIVEN
    const guards = { idempotencyKey: IdempotencyKey.inField('key') };
    const services = new Services((of) => ({
      idempotencyKey: '{% $states.input.order.id %}',
      calls: [
        ServiceCall.guard(call(of, 'Pay'), guards),
        ServiceCall.forEach('Seats', ServiceCall.guard(call(of, 'Seat'), guards), { items: '{% [1, 2] %}' }),
      ],
    }));
    // WHEN
    const [run, again] = [0, 1].map((at) => services.run({}, { order: { id: 7 } }, Duration.seconds(at)));
    const keys = [...keyOf(run, 'Pay'), ...keyOf(run, 'Seat')];
    // THEN
    expect(new Set(keys).size).toBe(3);
    expect([...keyOf(again, 'Pay'), ...keyOf(again, 'Seat')]).toEqual(keys);
  });
});
