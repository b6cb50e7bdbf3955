import { simulation } from '../../src';

const { Mock, RunStatus, Simulator } = simulation;
const GET = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:s3:getObject', Arguments: { Bucket: 'in', Key: '{% $states.input.key %}' }, Output: '{% $parse($states.result.Body) %}', End: true };

function simulator(): simulation.Simulator {
  return Simulator.fromDefinition({ QueryLanguage: 'JSONata', StartAt: 'Get', States: { Get: GET } });
}

test('an object of a bucket is read as text', () => {
  const simulated = simulator();
  simulated.bucket('in').put('a.json', '{"é": 1}');
  expect(simulated.workflow().start({ input: { key: 'a.json' } }).output).toEqual({ é: 1 });
});

test('an object that is not there fails the task as S3 does', () => {
  const simulated = simulator();
  simulated.bucket('in').put('a.json', '{}');
  expect(simulated.workflow().start({ input: { key: 'b.json' } }).errorName).toBe('S3.NoSuchKeyException');
});

test('an object that is larger than a payload may be fails the task', () => {
  const simulated = simulator();
  simulated.bucket('in').put('a.json', JSON.stringify('x'.repeat(300_000)));
  expect(simulated.workflow().start({ input: { key: 'a.json' } }).errorName).toBe('States.DataLimitExceeded');
});

test('a mock answers before the bucket does', () => {
  const simulated = simulator();
  simulated.bucket('in').put('a.json', '{}');
  simulated.workflow().mock('Get', Mock.returns({ Body: '7' }));
  expect(simulated.workflow().start({ input: { key: 'a.json' } }).output).toBe(7);
});

test('a bucket that the simulation does not have is left to a mock', () => {
  const run = simulator().workflow().start({ input: { key: 'a.json' } });
  expect(run.status).toBe(RunStatus.FAILED);
  expect(run.cause).toContain("mock('Get'");
});
