import { Duration } from 'aws-cdk-lib';
import { distributed, failingOnBad, FAILS_WHERE_BAD } from './distributed';
import { simulation } from '../../../src';

const { Simulator, Mock } = simulation;
const writer = (config?: object, where: object = { Bucket: 'out', Prefix: 'jobs' }): object => ({
  Label: 'L', ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: where, ...(config ? { WriterConfig: config } : {}) },
});

function written(fields: object, items: unknown[], child?: object): { run: simulation.Run; files: Record<string, string>; folder: string } {
  const simulator = Simulator.fromDefinition(distributed(fields, child));
  if (child) simulator.workflow().mock('Do', failingOnBad());
  const run = simulator.workflow().start({ input: items });
  const bucket = simulator.bucket('out');
  const folder = bucket.keys[0].split('/').slice(0, -1).join('/');
  return { run, folder, files: Object.fromEntries(bucket.keys.map((key) => [key.slice(folder.length + 1), bucket.read(key)])) };
}

test('a child is written with its metadata, and the state tells where the manifest is', () => {
  const { run, files, folder } = written(writer(), [{ a: 1 }]);
  const arn: string = run.output.MapRunArn;
  expect(folder).toBe(`jobs/${arn.split(':').pop()}`);
  expect(run.output).toEqual({ MapRunArn: arn, ResultWriterDetails: { Bucket: 'out', Key: `${folder}/manifest.json` } });
  expect(JSON.parse(files['SUCCEEDED_0.json'])).toEqual([{
    ExecutionArn: run.childRuns[0].executionArn,
    Input: '{"a":1}',
    InputDetails: { Included: true },
    Name: run.childRuns[0].name,
    Output: '{"a":1}',
    OutputDetails: { Included: true },
    RedriveCount: 0,
    RedriveStatus: 'NOT_REDRIVABLE',
    RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    StartDate: '2026-01-01T00:00:00.000Z',
    StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:Workflow/L',
    Status: 'SUCCEEDED',
    StopDate: '2026-01-01T00:00:00.000Z',
  }]);
  expect(JSON.parse(files['manifest.json'])).toEqual({
    DestinationBucket: 'out',
    MapRunArn: arn,
    ResultFiles: { FAILED: [], PENDING: [], SUCCEEDED: [{ Key: `${folder}/SUCCEEDED_0.json`, Size: files['SUCCEEDED_0.json'].length }] },
  });
});

test('without a prefix, the folder is the id of the map run', () => {
  const { run, folder } = written(writer(undefined, { Bucket: 'out' }), [1]);
  expect(folder).toBe(run.output.MapRunArn.split(':').pop());
});

test.each([
  ['COMPACT', 'JSON', 'SUCCEEDED_0.json', '[[1,2],{"a":3}]'],
  ['FLATTEN', 'JSON', 'SUCCEEDED_0.json', '[1,2,{"a":3}]'],
  ['COMPACT', 'JSONL', 'SUCCEEDED_0.jsonl', '[1,2]\n{"a":3}'],
])('%s as %s', (Transformation, OutputType, file, content) => {
  expect(written(writer({ Transformation, OutputType }), [[1, 2], { a: 3 }]).files[file]).toBe(content);
});

test('failures and works that were never started have files of their own', () => {
  const { run, files } = written({ ...writer({ OutputType: 'JSON', Transformation: 'COMPACT' }), MaxConcurrency: 1 }, ['ok', 'bad', 'never'], FAILS_WHERE_BAD);
  expect(run.errorName).toBe('States.ExceedToleratedFailureThreshold');
  expect(JSON.parse(files['SUCCEEDED_0.json'])).toEqual(['ok']);
  expect(JSON.parse(files['FAILED_0.json'])).toMatchObject([{ Status: 'FAILED', Error: 'Bad', Cause: 'it is bad', Input: '"bad"', RedriveStatus: 'REDRIVABLE_BY_MAP_RUN' }]);
  expect(JSON.parse(files['PENDING_0.json'])).toMatchObject([{ Status: 'PENDING', Input: '"never"' }]);
  expect(JSON.parse(files['manifest.json']).ResultFiles.PENDING).toHaveLength(1);
});

test('children that a failure aborts are in the files too', () => {
  const simulator = Simulator.fromDefinition(distributed(writer(), { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f' }, End: true }));
  simulator.workflow().mock('Do', Mock.sequence(Mock.takes(Duration.seconds(1), Mock.fails('Bad')), Mock.takes(Duration.hours(1), Mock.returns({}))));
  simulator.workflow().start({ input: [1, 2] });
  const out = simulator.bucket('out');
  const failed = JSON.parse(out.read(out.keys.find((key) => key.endsWith('FAILED_0.json'))!));
  expect(failed.map((each: any) => each.Status)).toEqual(['FAILED', 'ABORTED']);
});

test('a redrive adds its successes, and leaves no failure listed', () => {
  const simulator = Simulator.fromDefinition(distributed({ ...writer(), MaxConcurrency: 1 }, { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f' }, End: true }));
  simulator.workflow().mock('Do', Mock.sequence(Mock.returns({}), Mock.fails('Bad'), Mock.returns({})));
  const run = simulator.workflow().start({ input: [1, 2, 3] });
  run.redrive();
  const out = simulator.bucket('out');
  const manifest = JSON.parse(out.read(run.output.ResultWriterDetails.Key));
  expect(manifest.ResultFiles.FAILED).toEqual([]);
  expect(manifest.ResultFiles.PENDING).toEqual([]);
  expect(manifest.ResultFiles.SUCCEEDED.flatMap(({ Key }: any) => JSON.parse(out.read(Key)).map((each: any) => each.Input))).toEqual(['1', '2', '3']);
});

test('a writer without a place shapes the state\'s result', () => {
  const run = Simulator.fromDefinition(distributed({ ResultWriter: { WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSON' } } })).workflow().start({ input: [[1], [2, 3]] });
  expect(run.output).toEqual([1, 2, 3]);
});

test('a bucket that is no text fails the state', () => {
  const run = Simulator.fromDefinition(distributed(writer(undefined, { Bucket: 5 }))).workflow().start({ input: [1] });
  expect(run.errorName).toBe('States.ResultWriterFailed');
  expect(run.cause).toContain('The Bucket of the ResultWriter must be a text, got 5');
});
