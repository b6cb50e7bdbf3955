import { Duration } from 'aws-cdk-lib';
import { distributed, eventTypes, failingOnBad, FAILS_WHERE_BAD } from './distributed';
import { simulation } from '../../../src';

const { Simulator, Mock, RunStatus } = simulation;
const READ_JSON = { ItemReader: { Resource: 'arn:aws:states:::s3:getObject', ReaderConfig: { InputType: 'JSON' }, Parameters: { Bucket: 'in', Key: 'items.json' } } };

function failing(fields: object, items: unknown[], executionType = 'STANDARD') {
  const simulator = Simulator.fromDefinition(distributed(fields, FAILS_WHERE_BAD, executionType));
  simulator.workflow().mock('Do', failingOnBad());
  return { simulator, run: simulator.workflow().start({ input: items }) };
}

describe('a Distributed Map', () => {
  test('runs a child execution for each item of its input', () => {
    const run = Simulator.fromDefinition(distributed({ Label: 'Rows' })).workflow().start({ input: ['a', 'b'], name: 'x' });

    expect(run.output).toEqual(['a', 'b']);
    expect(eventTypes(run)).toEqual(['ExecutionStarted', 'MapStateEntered', 'MapStateStarted', 'MapRunStarted', 'MapRunSucceeded', 'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded']);
    expect(run.history[2].mapStateStartedEventDetails).toEqual({ length: 2 });
    expect(run.history[3].mapRunStartedEventDetails.mapRunArn).toMatch(/^arn:aws:states:us-east-1:123456789012:mapRun:Workflow\/Rows:[0-9a-f-]{36}$/);
    expect(run.childRuns).toHaveLength(2);
    expect(run.childRuns[1].output).toBe('b');
    expect(run.childRuns[1].executionArn).toMatch(/^arn:aws:states:us-east-1:123456789012:execution:Workflow\/Rows:[0-9a-f-]{36}$/);
    expect(eventTypes(run.childRuns[1])).toEqual(['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded']);
  });

  test('runs Express children under ARNs of their own', () => {
    const run = Simulator.fromDefinition(distributed({ Label: 'Rows' }, undefined, 'EXPRESS')).workflow().start({ input: [1] });
    expect(run.childRuns[0].executionArn).toMatch(/:express:Workflow\/Rows:/);
  });

  test('does what it does with no items', () => {
    expect(Simulator.fromDefinition(distributed({})).workflow().start({ input: [] }).output).toEqual([]);
  });

  test('keeps to MaxConcurrency on virtual time', () => {
    const simulator = Simulator.fromDefinition(distributed({ MaxConcurrencyPath: '$.at', ItemsPath: '$.items' }, { Type: 'Wait', Seconds: 10, End: true }));
    const run = simulator.workflow().start({ input: { at: 2, items: [1, 2, 3, 4, 5] } });
    expect(run.output).toEqual([1, 2, 3, 4, 5]);
    expect(run.duration.toSeconds()).toBe(30);
    expect(simulator.workflow().start({ input: { at: 0, items: [1, 2, 3, 4, 5] } }).duration.toSeconds()).toBe(10);
  });

  test('gives results in the order of the items, whichever ends first', () => {
    const run = Simulator.fromDefinition(distributed({}, { Type: 'Wait', SecondsPath: '$', End: true })).workflow().start({ input: [3, 1, 2] });
    expect(run.output).toEqual([3, 1, 2]);
  });

  test('selects what a child gets', () => {
    const fields = { ItemsPath: '$.items', ItemSelector: { 'value.$': '$$.Map.Item.Value', 'index.$': '$$.Map.Item.Index', 'source.$': '$$.Map.Item.Source', 'of.$': '$.of' } };
    expect(Simulator.fromDefinition(distributed(fields)).workflow().start({ input: { items: ['a'], of: 'x' } }).output)
      .toEqual([{ value: 'a', index: 0, source: 'STATE_DATA', of: 'x' }]);
  });

  test('selects with JSONata', () => {
    const fields = { Items: '{% $states.input.items %}', ItemSelector: { v: '{% $states.context.Map.Item.Value * 2 %}' }, Output: '{% $sum($states.result.v) %}' };
    expect(Simulator.fromDefinition(distributed(fields, undefined, 'STANDARD', 'JSONata')).workflow().start({ input: { items: [1, 2] } }).output).toBe(6);
  });

  test('names the member and the object that an item comes from', () => {
    const simulator = Simulator.fromDefinition(distributed({ ...READ_JSON, ItemSelector: { 'key.$': '$$.Map.Item.Key', 'source.$': '$$.Map.Item.Source' } }));
    simulator.bucket('in').put('items.json', '{"a": 1}');
    expect(simulator.workflow().start().output).toEqual([{ key: 'a', source: 's3://in/items.json' }]);
  });

  test('fails where its result is over the payload limit, after all children have run', () => {
    const long = Simulator.fromDefinition(distributed({ ...READ_JSON }));
    long.bucket('in').put('items.json', JSON.stringify(Array.from({ length: 300 }, () => 'x'.repeat(1_000))));
    const over = long.workflow().start();
    expect(over.errorName).toBe('States.DataLimitExceeded');
    expect(over.childRuns).toHaveLength(300);
  });
});

describe('failures', () => {
  test('none is tolerated where the state does not say', () => {
    const { run } = failing({}, ['ok', 'bad', 'ok']);
    expect(run.errorName).toBe('States.ExceedToleratedFailureThreshold');
    expect(run.cause).toBe('The specified tolerated failure threshold was exceeded');
    expect(eventTypes(run).slice(3)).toEqual(['MapRunStarted', 'MapRunFailed', 'MapStateFailed', 'ExecutionFailed']);
    expect(run.childRuns.find((child) => child.status === RunStatus.FAILED)!.errorName).toBe('Bad');
  });

  test.each([
    [{ ToleratedFailureCount: 1 }, ['bad', 'ok'], RunStatus.SUCCEEDED],
    [{ ToleratedFailureCount: 1 }, ['bad', 'bad', 'ok'], RunStatus.FAILED],
    [{ ToleratedFailurePercentage: 50 }, ['bad', 'ok'], RunStatus.SUCCEEDED],
    [{ ToleratedFailurePercentage: 49 }, ['bad', 'ok'], RunStatus.FAILED],
    [{ ToleratedFailurePercentage: 0 }, ['bad', 'ok'], RunStatus.FAILED],
    [{ ToleratedFailurePercentage: 100 }, ['bad', 'bad'], RunStatus.SUCCEEDED],
    [{ ToleratedFailureCount: 5, ToleratedFailurePercentage: 10 }, ['bad', 'ok'], RunStatus.FAILED],
  ])('%j with %j ends %s', (fields, items, status) => {
    expect(failing(fields, items).run.status).toBe(status);
  });

  test('are counted by the items of a batch', () => {
    expect(failing({ ToleratedFailureCount: 1, ItemBatcher: { MaxItemsPerBatch: 2 } }, ['bad', 'ok']).run.errorName).toBe('States.ExceedToleratedFailureThreshold');
    expect(failing({ ToleratedFailureCount: 2, ItemBatcher: { MaxItemsPerBatch: 2 } }, ['bad', 'ok']).run.status).toBe(RunStatus.SUCCEEDED);
  });

  test('that are tolerated stand in the result with their error', () => {
    const { run } = failing({ ToleratedFailureCount: 1, Label: 'L' }, ['ok', 'bad']);
    expect(run.output[0]).toBe('ok');
    expect(run.output[1]).toMatchObject({ Status: 'FAILED', Error: 'Bad', Cause: 'it is bad', Input: '"bad"', InputDetails: { Included: true } });
  });

  test('abort the children that still run', () => {
    const simulator = Simulator.fromDefinition(distributed({}, { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { 'FunctionName': 'f', 'Payload.$': '$' }, End: true }));
    simulator.workflow().mock('Do', Mock.sequence(Mock.takes(Duration.seconds(1), Mock.fails('Bad')), Mock.takes(Duration.hours(1), Mock.returns({}))));
    const run = simulator.workflow().start({ input: [1, 2] });
    expect(run.duration.toSeconds()).toBe(1);
    expect(run.childRuns.map((child) => child.status)).toEqual([RunStatus.FAILED, RunStatus.ABORTED]);
  });

  test('of the map run can be caught, and retried', () => {
    const definition = distributed({ Catch: [{ ErrorEquals: ['States.ExceedToleratedFailureThreshold'], Next: 'Mend' }], Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }] }, FAILS_WHERE_BAD);
    definition.States.Mend = { Type: 'Pass', Result: 'mended', End: true };
    const simulator = Simulator.fromDefinition(definition);
    simulator.workflow().mock('Do', failingOnBad());
    const run = simulator.workflow().start({ input: ['bad'] });
    expect(run.output).toBe('mended');
    expect(eventTypes(run).filter((type) => type === 'MapRunStarted')).toHaveLength(2);
  });
});

describe('a redrive', () => {
  test('runs again only the children that did not succeed', () => {
    const simulator = Simulator.fromDefinition(distributed({ MaxConcurrency: 1 }, { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { 'FunctionName': 'f', 'Payload.$': '$' }, OutputPath: '$.Payload', End: true }));
    simulator.workflow().mock('Do', Mock.sequence(Mock.returns({ Payload: 1 }), Mock.fails('Bad'), Mock.returns({ Payload: 2 }), Mock.returns({ Payload: 3 })));
    const run = simulator.workflow().start({ input: ['a', 'b', 'c'] });
    expect(run.status).toBe(RunStatus.FAILED);

    run.redrive();

    expect(run.output).toEqual([1, 2, 3]);
    expect(eventTypes(run).slice(-5)).toEqual(['MapRunRedriven', 'MapRunSucceeded', 'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded']);
    expect(run.history.find((event) => event.type === 'MapRunRedriven')!.mapRunRedrivenEventDetails).toMatchObject({ redriveCount: 1 });
    expect(run.childRuns.map((child) => eventTypes(child).includes('ExecutionRedriven'))).toEqual([false, true, false]);
  });

  test('starts Express children anew', () => {
    const simulator = Simulator.fromDefinition(distributed({}, { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f' }, OutputPath: '$.Payload', End: true }, 'EXPRESS'));
    simulator.workflow().mock('Do', Mock.sequence(Mock.fails('Bad'), Mock.returns({ Payload: 1 })));
    const run = simulator.workflow().start({ input: ['a'] });
    run.redrive();
    expect(run.output).toEqual([1]);
    expect(run.childRuns).toHaveLength(2);
  });

  test('reads again what could not be read', () => {
    const simulator = Simulator.fromDefinition(distributed(READ_JSON));
    simulator.bucket('in');
    const run = simulator.workflow().start();
    expect(run.errorName).toBe('States.ItemReaderFailed');
    simulator.bucket('in').put('items.json', '[1]');
    run.redrive();
    expect(run.output).toEqual([1]);
  });
});

test('stopping an execution aborts its map run', () => {
  const simulator = Simulator.fromDefinition(distributed({}, { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', Parameters: { 'FunctionName': 'f', 'Payload.$': '$$.Task.Token' }, End: true }));
  simulator.workflow().mock('Do', Mock.awaitsToken());
  const run = simulator.workflow().start({ input: [1] });
  run.stop();
  expect(run.childRuns[0].status).toBe(RunStatus.ABORTED);
  expect(eventTypes(run)).toContain('MapRunAborted');
});

test('the same seed gives the same histories', () => {
  const histories = (): string => {
    const run = Simulator.fromDefinition(distributed({}, { Type: 'Wait', SecondsPath: '$', End: true })).workflow().start({ input: [3, 1, 2], seed: 's' });
    return JSON.stringify([run.history, run.childRuns.map((child) => child.history)]);
  };
  expect(histories()).toBe(histories());
});
