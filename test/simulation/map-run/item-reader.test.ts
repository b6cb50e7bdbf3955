import { distributed } from './distributed';
import { simulation } from '../../../src';

const { Simulator } = simulation;
const reader = (config: object, resource = 's3:getObject', where: object = { Bucket: 'in', Key: 'data' }): object => ({
  ItemReader: { Resource: `arn:aws:states:::${resource}`, ReaderConfig: config, Parameters: where },
});

function read(fields: object, objects: Record<string, string>, input: any = {}): simulation.Run {
  const simulator = Simulator.fromDefinition(distributed(fields));
  for (const [key, body] of Object.entries(objects)) simulator.bucket('in').put(key, body);
  return simulator.workflow().start({ input });
}

test('an object is read in the format that ReaderConfig names, with a length that is not known at the start', () => {
  const run = read(reader({ InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' }), { data: 'a\n1\n2\n' });
  expect(run.output).toEqual([{ a: '1' }, { a: '2' }]);
  expect(run.history[2].mapStateStartedEventDetails).toEqual({ length: 0 });
});

test('MaxItems limits what is read', () => {
  expect(read(reader({ InputType: 'JSON', MaxItems: 2 }), { data: '[1, 2, 3' }).output).toEqual([1, 2]);
  expect(read(reader({ InputType: 'JSON', MaxItemsPath: '$.n' }), { data: '[1, 2, 3]' }, { n: 1 }).output).toEqual([1]);
});

test.each([
  ['MaxItemsPath', { ...reader({ InputType: 'JSON', MaxItemsPath: '$.n' }) }],
  ['ToleratedFailureCountPath', { ToleratedFailureCountPath: '$.n' }],
  ['ToleratedFailurePercentagePath', { ToleratedFailurePercentagePath: '$.n' }],
  ['MaxItemsPerBatchPath', { ItemBatcher: { MaxItemsPerBatchPath: '$.n' } }],
])('%s that leads to no fitting number fails the state before its map run starts', (field, fields) => {
  const run = read({ ItemsPath: '$.items', ...fields }, { data: '[1]' }, { n: -1, items: [1] });
  expect(run.errorName).toBe('States.Runtime');
  expect(run.cause).toContain(`${field} field refers to value "-1" which is not`);
  expect(run.history.map((event) => event.type)).toEqual(['ExecutionStarted', 'MapStateEntered', 'ExecutionFailed']);
});

test('ItemsPath says nothing of what a reader reads, as AWS recorded', () => {
  expect(read({ ...reader({ InputType: 'JSON' }), ItemsPath: '$.nowhere' }, { data: '[["x"]]' }).output).toEqual([['x']]);
});

describe('a listing', () => {
  const LIST = 's3:listObjectsV2';

  test('has the objects below the prefix as items', () => {
    expect(read(reader({}, LIST, { Bucket: 'in', Prefix: 'a/' }), { 'a/1': 'x', 'b/1': 'y' }).output)
      .toEqual([{ Etag: '"9dd4e461268c8034f5c8564e155c67a6"', Key: 'a/1', LastModified: 0, Size: 1, StorageClass: 'STANDARD' }]);
  });

  test('has the items of the objects where they are loaded and flattened', () => {
    expect(read(reader({ InputType: 'JSONL', Transformation: 'LOAD_AND_FLATTEN' }, LIST, { Bucket: 'in' }), { a: '1\n2\n', b: '3\n', empty: '' }).output).toEqual([1, 2, 3]);
  });
});

describe('States.ItemReaderFailed', () => {
  test.each([
    ['a key that does not exist', { other: '' }, reader({ InputType: 'JSON' }), 'The specified key does not exist: s3://in/data'],
    ['a bucket that does not exist', {}, reader({ InputType: 'JSON' }), 'The specified bucket does not exist: in'],
    ['an object that is not in the format', { data: '{' }, reader({ InputType: 'JSON' }), 'The object s3://in/data cannot be read'],
    ['a key that is no text', { data: '' }, reader({ InputType: 'JSON' }, undefined, { Bucket: 'in', Key: 5 }), 'The Key of the ItemReader must be a text, got 5'],
  ])('is the error of %s', (_what, objects, fields, cause) => {
    const run = read(fields, objects as Record<string, string>);
    expect(run.errorName).toBe('States.ItemReaderFailed');
    expect(run.cause).toContain(cause);
    expect(run.history.map((event) => event.type).slice(3)).toEqual(['MapRunStarted', 'MapRunFailed', 'MapStateFailed', 'ExecutionFailed']);
  });
});

describe('a batch', () => {
  function batched(batcher: object, input: any, fields: object = {}): any {
    return Simulator.fromDefinition(distributed({ ...fields, ItemBatcher: batcher })).workflow().start({ input }).output;
  }

  test('has so many items at most', () => {
    expect(batched({ MaxItemsPerBatch: 2 }, [1, 2, 3])).toEqual([{ Items: [1, 2] }, { Items: [3] }]);
    expect(batched({ MaxItemsPerBatchPath: '$.n' }, { n: 2, list: [1, 2, 3] }, { ItemsPath: '$.list' })).toEqual([{ Items: [1, 2] }, { Items: [3] }]);
  });

  test('has so many bytes at most, its batch input counted', () => {
    const batches = batched({ MaxInputBytesPerBatch: 45, BatchInput: { k: 'v' } }, ['aaaa', 'bbbb', 'cccc']);
    expect(batches).toEqual([{ BatchInput: { k: 'v' }, Items: ['aaaa'] }, { BatchInput: { k: 'v' }, Items: ['bbbb'] }, { BatchInput: { k: 'v' }, Items: ['cccc'] }]);
    const two = batched({ MaxInputBytesPerBatch: Buffer.byteLength('{"BatchInput":{"k":"v"},"Items":["aaaa","bbbb"]}'), BatchInput: { k: 'v' } }, ['aaaa', 'bbbb', 'cccc']);
    expect(two).toEqual([{ BatchInput: { k: 'v' }, Items: ['aaaa', 'bbbb'] }, { BatchInput: { k: 'v' }, Items: ['cccc'] }]);
  });

  test('is made of what ItemSelector gives', () => {
    expect(batched({ MaxItemsPerBatch: 9, BatchInput: { 'from.$': '$[0]' } }, [1, 2], { ItemSelector: { 'v.$': '$$.Map.Item.Value' } }))
      .toEqual([{ BatchInput: { from: 1 }, Items: [{ v: 1 }, { v: 2 }] }]);
  });

  test('that cannot hold an item fails the map run', () => {
    const run = Simulator.fromDefinition(distributed({ ItemBatcher: { MaxInputBytesPerBatch: 15 } })).workflow().start({ input: ['aaaa'] });
    expect(run.cause).toContain('An item of 6 bytes does not fit into a batch of at most 15 bytes');
  });
});
