import { Duration } from 'aws-cdk-lib';
import { simulation } from 'cdk-stepwise';

const { Mock, Simulator } = simulation;
const task = (name: string) => ({
  StartAt: name,
  States: { [name]: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Arguments: { QueueUrl: name }, End: true } },
});

describe('Parallel', () => {
  const both = (fields: object = {}) => Simulator.fromDefinition({
    QueryLanguage: 'JSONata',
    StartAt: 'Both',
    States: { Both: { Type: 'Parallel', Branches: [task('Left'), task('Right')], End: true, ...fields }, ...('Catch' in fields ? { Undo: { Type: 'Pass', End: true } } : {}) },
  });

  test('runs its branches side by side and gives their outputs in order', () => {
    const sim = both();
    sim.workflow().mock('Left', Mock.takes(Duration.seconds(20), Mock.returns('l'))).mock('Right', Mock.takes(Duration.seconds(5), Mock.returns('r')));
    const run = sim.workflow().start();
    expect(run.output).toEqual(['l', 'r']);
    expect(run.duration.toSeconds()).toBe(20);
  });

  test('fails with the first branch that fails, and aborts the others', () => {
    const sim = both({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Undo' }] });
    sim.workflow().mock('Left', Mock.never()).mock('Right', Mock.takes(Duration.seconds(5), Mock.fails('Broken')));
    const run = sim.workflow().start();
    expect(run.path).toEqual(['Both', 'Left', 'Right', 'Undo']);
    expect(run.output.Error).toBe('Broken');
    expect(run.history.filter((event) => event.type === 'TaskStateAborted')).toHaveLength(2);
  });

  test('a redrive runs only the branch that did not succeed', () => {
    const sim = both();
    sim.workflow().mock('Left', Mock.returns('l')).mock('Right', Mock.sequence(Mock.fails('Broken'), Mock.returns('r')));
    const run = sim.workflow().start();
    expect(run.errorName).toBe('Broken');
    run.redrive();
    expect(run.output).toEqual(['l', 'r']);
    expect(run.calls.map((call) => call.stateName)).toEqual(['Left', 'Right', 'Right']);
  });
});

describe('inline Map', () => {
  const each = (fields: object = {}) => Simulator.fromDefinition({
    QueryLanguage: 'JSONata',
    StartAt: 'Each',
    States: { Each: { Type: 'Map', Items: '{% $states.input.items %}', ItemProcessor: task('Work'), End: true, ...fields } },
  });

  test.each([[1, 60], [2, 30], [0, 10]])('with a concurrency of %d takes %d s', (concurrency, seconds) => {
    const sim = each({ MaxConcurrency: concurrency });
    sim.workflow().mock('Work', Mock.takes(Duration.seconds(10), Mock.returns('done')));
    const run = sim.workflow().start({ input: { items: [1, 2, 3, 4, 5, 6] } });
    expect(run.output).toEqual(new Array(6).fill('done'));
    expect(run.duration.toSeconds()).toBe(seconds);
  });

  test('a sequence of answers moves on from item to item', () => {
    const sim = each();
    sim.workflow().mock('Work', Mock.sequence(Mock.returns(1), Mock.returns(2), Mock.returns(3)));
    expect(sim.workflow().start({ input: { items: ['a', 'b', 'c'] } }).output).toEqual([1, 2, 3]);
  });

  test('items that are no array fail the state by name', () => {
    const run = each().workflow().start({ input: { items: { a: 1 } } });
    expect(run.errorName).toBe('States.QueryEvaluationError');
    expect(run.cause).toContain("specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'object'");
  });
});
