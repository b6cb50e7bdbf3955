import { Duration } from 'aws-cdk-lib';
import * as fc from '../fast-check';
import { simulation } from 'cdk-stepwise';

const { Mock, Simulator, RunStatus } = simulation;

type States = Record<string, any>;

/** What a generated state is; which state follows is a number that is taken modulo the states there are. */
interface Seedling {
  readonly type: string;
  readonly next: number;
  readonly other: number;
  readonly seconds: number;
  readonly inner: Seedling[];
}

const { seedlings } = fc.letrec<{ seedlings: Seedling[]; seedling: Seedling }>((tie) => ({
  seedlings: fc.array(tie('seedling'), { minLength: 1, maxLength: 5 }),
  seedling: fc.record<Seedling>({
    type: fc.constantFrom('Pass', 'Task', 'Choice', 'Wait', 'Parallel', 'Map', 'Fail'),
    next: fc.nat(9),
    other: fc.nat(9),
    seconds: fc.nat(100),
    inner: fc.oneof({ depthIdentifier: 'states', maxDepth: 2 }, fc.constant<Seedling[]>([]), tie('seedlings')),
  }),
}));

/** Grows a scope: every state leads on to the one after it, so that all can be reached, and may lead back by a Choice. */
function scope(sown: readonly Seedling[], prefix: string): { StartAt: string; States: States } {
  const states: States = {};
  const nameOf = (index: number): string => `${prefix}${index}`;
  sown.forEach((seedling, index) => {
    const onward = index + 1 < sown.length ? { Next: nameOf(index + 1) } : { End: true };
    states[nameOf(index)] = grown(seedling, onward, nameOf(seedling.other % sown.length), `${nameOf(index)}.`);
  });
  return { StartAt: nameOf(0), States: states };
}

function grown(seedling: Seedling, onward: object, other: string, prefix: string): object {
  const inner = seedling.inner.length > 0 ? seedling.inner : [{ ...seedling, type: 'Pass', inner: [] }];
  const fallible = { Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: seedling.next % 3, JitterStrategy: 'FULL' }], Catch: [{ ErrorEquals: ['States.ALL'], Next: other }] };
  const types: Record<string, () => object> = {
    Pass: () => ({ Type: 'Pass', Parameters: { 'at.$': '$$.State.EnteredTime', 'items.$': '$$.Execution.Input.items' }, ...onward }),
    Task: () => ({ Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: { MessageBody: 'm', QueueUrl: 'q' }, TimeoutSeconds: 30, ...fallible, ...onward }),
    Choice: () => ({ Type: 'Choice', Choices: [{ Variable: '$$.State.EnteredTime', StringLessThan: '2026-01-01T00:05', Next: other }], Default: (onward as any).Next }),
    Wait: () => ({ Type: 'Wait', Seconds: seedling.seconds, ...onward }),
    Parallel: () => ({ Type: 'Parallel', Branches: [scope(inner, `${prefix}a`), scope(inner, `${prefix}b`)], ...fallible, ...onward }),
    Map: () => ({
      Type: 'Map', ItemsPath: '$$.Execution.Input.items', MaxConcurrency: seedling.next % 3, ItemProcessor: scope(inner, `${prefix}m`), ...fallible, ...onward,
    }),
    Fail: () => ('Next' in onward ? { Type: 'Pass', ...onward } : { Type: 'Fail', Error: 'Busy' }),
  };
  return types[seedling.type === 'Choice' && 'End' in onward ? 'Pass' : seedling.type]();
}

const simulate = (sown: Seedling[], seconds: number) => {
  const sim = Simulator.fromDefinition({ ...scope(sown, 's'), TimeoutSeconds: 100_000 });
  sim.mockService('sqs', 'sendMessage', Mock.sequence(Mock.returns({ ok: 1 }), Mock.fails('Busy'), Mock.takes(Duration.seconds(seconds), Mock.returns('late')), Mock.never(), Mock.returns([])));
  return sim.workflow().start({ input: { items: [1, 'two', { three: null }] } });
};

describe('any workflow', () => {
  test('ends, within the quotas, with a history that its time and its transitions agree with', () => {
    fc.assert(fc.property(seedlings, fc.nat(60), (sown, seconds) => {
      const run = simulate(sown, seconds);
      const { history } = run;
      expect(run.status).not.toBe(RunStatus.RUNNING);
      expect(history.length).toBeLessThanOrEqual(25_000);
      expect(history.map((event) => event.id)).toEqual(history.map((_, index) => index + 1));
      expect(history.every((event) => event.previousEventId < event.id)).toBe(true);
      const times = history.map((event) => Date.parse(event.timestamp));
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(run.duration.toMilliseconds()).toBe(times[times.length - 1] - times[0]);
      const entered = history.filter((event) => /StateEntered$/.test(event.type)).length;
      expect(run.path).toHaveLength(entered);
      expect(run.transitions).toBeGreaterThanOrEqual(entered);
      expect(history[history.length - 1].type).toMatch(/^Execution(Succeeded|Failed|TimedOut)$/);
      expect(run.toString().length).toBeGreaterThan(0);
    }), { numRuns: 60 });
  });

  test('has the same history each time it runs', () => {
    fc.assert(fc.property(seedlings, fc.nat(60), (sown, seconds) => {
      expect(JSON.stringify(simulate(sown, seconds).history)).toBe(JSON.stringify(simulate(sown, seconds).history));
    }), { numRuns: 25 });
  });
});

describe('any JSON', () => {
  const pass = Simulator.fromDefinition({ StartAt: 'A', States: { A: { Type: 'Pass', ResultPath: '$.a', Next: 'B' }, B: { Type: 'Pass', OutputPath: '$.a', End: true } } });

  test('passes through unchanged', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (input) => {
      const run = pass.workflow().start({ inputJson: JSON.stringify(input) });
      expect(run.outputJson).toBe(JSON.stringify(JSON.parse(JSON.stringify(input))));
    }));
  });

  test.each([
    ['10,000 levels', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['a __proto__ key', '{"__proto__":{"polluted":true},"constructor":1}'],
    ['huge numbers', '{"n":1e+308,"m":123456789012345680000}'],
    ['lone surrogates', '{"s":"\\ud800"}'],
  ])('with %s does no harm', (_what, inputJson) => {
    const run = pass.workflow().start({ inputJson });
    expect(run.outputJson).toBe(inputJson);
    expect(run.history).toHaveLength(6);
    expect(({} as any).polluted).toBeUndefined();
  });
});
