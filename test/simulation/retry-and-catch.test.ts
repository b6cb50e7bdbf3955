import { Duration } from 'aws-cdk-lib';
import { simulation } from 'cdk-stepwise';

const { Mock, Simulator, RunStatus } = simulation;

const charge = (fields: object) => Simulator.fromDefinition({
  QueryLanguage: 'JSONata',
  StartAt: 'Charge',
  States: {
    Charge: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: 'charge' }, Output: '{% $states.result.Payload %}', End: true, ...fields },
    ...('Catch' in fields ? { Refund: { Type: 'Pass', End: true } } : {}),
  },
});

describe('Retry', () => {
  test('waits longer each time, up to the longest wait', () => {
    // GIVEN
    const sim = charge({ Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 3, MaxDelaySeconds: 10 }] });
    sim.workflow().mock('Charge', Mock.sequence(Mock.fails('Busy'), Mock.fails('Busy'), Mock.fails('Busy'), Mock.returns('paid')));
    // WHEN
    const run = sim.workflow().start();
    // THEN
    expect(run.output).toBe('paid');
    expect(run.duration.toSeconds()).toBe(2 + 6 + 10);
    expect(run.calls.map((call) => call.retryCount)).toEqual([0, 1, 2, 3]);
  });

  test('gives up after MaxAttempts', () => {
    const sim = charge({ Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }] });
    sim.workflow().mock('Charge', Mock.fails('Busy', 'come back later'));
    const run = sim.workflow().start();
    expect(run.status).toBe(RunStatus.FAILED);
    expect([run.errorName, run.cause]).toEqual(['Busy', 'come back later']);
    expect(run.calls).toHaveLength(2);
  });

  test('with full jitter waits a part of the interval, the same one for the same seed', () => {
    const durations = ['a', 'a', 'b'].map((seed) => {
      const sim = charge({ Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 1000, JitterStrategy: 'FULL' }] });
      sim.workflow().mock('Charge', Mock.sequence(Mock.fails('Busy'), Mock.returns('paid')));
      return sim.workflow().start({ seed }).duration.toMilliseconds();
    });
    expect(durations[0]).toBe(durations[1]);
    expect(durations[2]).not.toBe(durations[0]);
    expect(durations.every((milliseconds) => milliseconds < 1_000_000)).toBe(true);
  });
});

describe('Catch', () => {
  test.each([
    ['States.ALL', Mock.fails('Any')],
    ['States.TaskFailed', Mock.fails('Any')],
    ['Any', Mock.fails('Any')],
    ['States.Timeout', Mock.never()],
  ])('%s names the failure', (errorName, mock) => {
    const sim = charge({ TimeoutSeconds: 5, Catch: [{ ErrorEquals: [errorName], Next: 'Refund' }] });
    sim.workflow().mock('Charge', mock);
    expect(sim.workflow().start().path).toEqual(['Charge', 'Refund']);
  });

  test('States.TaskFailed does not name a timeout', () => {
    const sim = charge({ TimeoutSeconds: 5, Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Refund' }] });
    sim.workflow().mock('Charge', Mock.never());
    const run = sim.workflow().start();
    expect(run.errorName).toBe('States.Timeout');
    expect(run.duration.toSeconds()).toBe(5);
  });

  test('a heartbeat that does not come is named as heartbeat and as timeout; one that comes is waited for', () => {
    const sim = charge({ HeartbeatSeconds: 5, TimeoutSeconds: 100, Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Refund' }] });
    sim.workflow().mock('Charge', Mock.never());
    expect(sim.workflow().start().path).toEqual(['Charge', 'Refund']);

    sim.workflow().mock('Charge', Mock.takes(Duration.seconds(20), Mock.returns('paid'), { heartbeatEvery: Duration.seconds(4) }));
    expect(sim.workflow().start().output).toBe('paid');
  });
});
