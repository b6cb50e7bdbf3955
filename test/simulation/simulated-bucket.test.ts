import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { distributed } from './map-run/distributed';
import { simulation } from '../../src';

const { Simulator } = simulation;
const FIELDS = {
  ItemReader: { Resource: 'arn:aws:states:::s3:getObject', ReaderConfig: { InputType: 'JSON' }, Parameters: { Bucket: 'data', Key: 'in/items.json' } },
  ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'data', Prefix: 'out' } },
};

test('a folder stands for a bucket, for what is read and for what is written', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bucket-'));
  try {
    fs.mkdirSync(path.join(folder, 'in'));
    fs.writeFileSync(path.join(folder, 'in/items.json'), '[1, 2]');
    const simulator = Simulator.fromDefinition(distributed(FIELDS));
    simulator.bucket('data').useFolder(folder);
    const run = simulator.workflow().start();
    expect(fs.existsSync(path.join(folder, run.output.ResultWriterDetails.Key))).toBe(true);
    expect(simulator.bucket('data').keys).toContain('in/items.json');
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test('what a run wrote is there for the next one', () => {
  const simulator = Simulator.fromDefinition(distributed(FIELDS));
  const bucket = simulator.bucket('data').put('in/items.json', '[1]');
  simulator.workflow().start({ seed: 'a' });
  simulator.workflow().start({ seed: 'b' });
  expect(bucket.keys.filter((key) => key.endsWith('manifest.json'))).toHaveLength(2);
  expect(bucket.bucketName).toBe('data');
});

test('an object that is not there is named, with those that are', () => {
  const bucket = Simulator.fromDefinition(distributed(FIELDS)).bucket('arn:aws:s3:::data').put('a', 'x');
  expect(() => bucket.read('b')).toThrow("the bucket 'data' has no object 'b'; it has 'a'");
});

test('a bucket of the stack is found by its construct', () => {
  const stack = new Stack();
  const bucket = new s3.Bucket(stack, 'Data');
  const definition = distributed({ ...FIELDS, ItemReader: { ...FIELDS.ItemReader, Parameters: { Bucket: bucket.bucketName, Key: 'k' } }, ResultWriter: undefined });
  new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromString(stack.toJsonString(definition)) });
  const simulator = Simulator.fromStack(stack);
  simulator.bucket(bucket).put('k', '["found"]');
  expect(simulator.workflow().start().output).toEqual(['found']);
});

test('a bucket that the stack does not have is refused', () => {
  const stack = new Stack();
  new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromString(JSON.stringify(distributed({}))) });
  expect(() => Simulator.fromStack(stack).bucket('NoSuchBucket')).toThrow('NoSuchBucket');
});
