import { simulation } from 'cdk-stepwise';

const { RunStatus, Simulator } = simulation;

const move = (source: string) => Simulator.fromDefinition({
  QueryLanguage: 'JSONata',
  StartAt: 'Copy',
  States: {
    Copy: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:s3:copyObject', Arguments: { Bucket: 'there', Key: 'b/1', CopySource: source }, Next: 'Delete' },
    Delete: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:s3:deleteObject', Arguments: { Bucket: 'here', Key: 'a/1 +?ü' }, End: true },
  },
});

test('an object is copied, by its encoded key, and deleted', () => {
  // GIVEN
  const sim = move(`here/${encodeURIComponent('a/1 +?ü')}`);
  const [here, there] = [sim.bucket('here').put('a/1 +?ü', 'text'), sim.bucket('there')];
  // WHEN
  const run = sim.workflow().start({ startTime: '2026-01-31T12:00:00Z' });
  // THEN
  expect(run.status).toBe(RunStatus.SUCCEEDED);
  expect(here.keys).toEqual([]);
  expect(there.read('b/1')).toBe('text');
});

test('what is not there cannot be copied', () => {
  // GIVEN
  const sim = move('here/a/2');
  sim.bucket('here').put('a/1 +?ü', 'text');
  sim.bucket('there');
  // WHEN
  const run = sim.workflow().start();
  // THEN
  expect([run.errorName, run.cause]).toEqual(['S3.NoSuchKeyException', 'The specified key does not exist.']);
});

test('a bucket that is none of the simulation needs a mock', () => {
  expect(move('here/a').workflow().start().cause).toContain('Copy');
});

test('an object has the time that it was put at', () => {
  expect(() => move('x').bucket('here').put('a', '', 'noon')).toThrow("lastModified: got 'noon'; give a time in ISO 8601");
});

test('a task that answers its own token fails with what it says, as from anybody else', () => {
  // GIVEN
  const sim = Simulator.fromDefinition({
    QueryLanguage: 'JSONata',
    StartAt: 'Fail itself',
    States: {
      'Fail itself': {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:sfn:sendTaskFailure.waitForTaskToken',
        Arguments: { TaskToken: '{% $states.context.Task.Token %}', Error: 'Mine', Cause: 'so' },
        End: true,
      },
    },
  });
  // WHEN
  const run = sim.workflow().start();
  // THEN
  expect([run.status, run.errorName, run.cause, run.pendingTokens]).toEqual([RunStatus.FAILED, 'Mine', 'so', []]);
});
