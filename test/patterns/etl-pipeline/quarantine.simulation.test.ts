import { aws_s3 as s3 } from 'aws-cdk-lib';
import { inbox, Lake, messageOf, NOON_SECONDS, topic } from './fixture';
import { Quarantine, RunLock, simulation } from 'cdk-stepwise';

const { Mock, RunStatus } = simulation;
const bad = Mock.fails('Glue.RulesetFailed', '1 rules are not met');

/** A pipeline whose input is in `in/`, with some objects there. */
function filled(more: Partial<Quarantine> = {}): { lake: Lake; bucket: simulation.SimulatedBucket } {
  const lake = new Lake((of) => ({ failureTopic: topic(of), runLock: RunLock.fails(), quarantine: { bucket: inbox(of), prefix: 'in/', ...more } }));
  const bucket = lake.simulator.bucket(lake.stack.node.findChild('Inbox'));
  bucket.put('in/a.csv', 'A').put('in/2026-01-31/b c+d?.csv', 'B').put('in/ü.csv', 'Ü').put('other/z.csv', 'Z');
  return { lake, bucket };
}

test('the input of a run that fails is moved, and people hear where to', () => {
  // GIVEN
  const { lake, bucket } = filled();
  // WHEN
  const run = lake.run({ Check: bad }, { name: 'nightly-7' });
  // THEN
  expect(run.errorName).toBe('Glue.RulesetFailed');
  expect(bucket.keys).toEqual(['other/z.csv', 'quarantine/nightly-7/2026-01-31/b c+d?.csv', 'quarantine/nightly-7/a.csv', 'quarantine/nightly-7/ü.csv']);
  expect(bucket.read('quarantine/nightly-7/2026-01-31/b c+d?.csv')).toBe('B');
  expect(messageOf(run)).toContain(`\nInput: 3 objects moved to s3://${bucket.bucketName}/quarantine/nightly-7/\n`);
  expect(messageOf(run)).toContain('put back what it reads of the input, then redrive the execution');
  expect(lake.lock).toBeUndefined();
});

test('the input of a run that succeeds stays', () => {
  const { lake, bucket } = filled();
  expect(lake.run().status).toBe(RunStatus.SUCCEEDED);
  expect(bucket.keys).toEqual(['in/2026-01-31/b c+d?.csv', 'in/a.csv', 'in/ü.csv', 'other/z.csv']);
});

describe('the input stays, for it may be another run\'s by now,', () => {
  test.each<[string, { [state: string]: simulation.Mock }, string]>([
    ['when the lock could not be taken', { 'Take lock': Mock.fails('DynamoDB.ThrottlingException') }, 'failed in stage Take lock.'],
    ['when nobody can tell who has the lock', { 'Check': bad, 'Keep lock to move input': Mock.fails('DynamoDB.Gone') }, '\nInput: could not be moved: DynamoDB.Gone\n'],
  ])('%s', (_, mocks, message) => {
    const { lake, bucket } = filled();
    expect(messageOf(lake.run(mocks))).toContain(message);
    expect(bucket.keys.filter((key) => key.startsWith('in/'))).toHaveLength(3);
  });

  test('when a stage outlasted the lease and failed, and another run has the lock', () => {
    // GIVEN
    const { lake, bucket } = filled();
    const stolen = Mock.handler({
      handle: () => {
        lake.hold('another', NOON_SECONDS + 3600);
        return simulation.ServiceResponse.fail('Glue.RulesetFailed');
      },
    });
    // WHEN
    const run = lake.run({ Check: stolen });
    // THEN
    expect([run.errorName, run.visits('Quarantine input'), lake.lock!.owner]).toEqual(['Glue.RulesetFailed', 0, 'another']);
    expect(messageOf(run)).toContain('\nInput: could not be moved: Etl.LeaseLost\n');
    expect(bucket.keys.filter((key) => key.startsWith('in/'))).toHaveLength(3);
  });
});

test('what came after the run began is the next one\'s input, and stays', () => {
  const { lake, bucket } = filled();
  bucket.put('in/during.csv', 'D', '2026-01-31T12:00:00Z').put('in/later.csv', 'L', '2026-01-31T12:00:01Z').put('in/', 'a folder');
  lake.run({ Check: bad }, { name: 'r' });
  expect(bucket.keys.filter((key) => key.startsWith('in/'))).toEqual(['in/', 'in/later.csv']);
});

test('only the part of the input that the run is about is moved', () => {
  const { lake, bucket } = filled({ subPrefix: "{% $states.input.runDate & '/' %}" });
  lake.run({ Check: bad }, { name: 'r' });
  expect(bucket.keys).toEqual(['in/a.csv', 'in/ü.csv', 'other/z.csv', 'quarantine/r/2026-01-31/b c+d?.csv']);
});

test('it is moved to another bucket and prefix where told to', () => {
  // GIVEN
  const lake = new Lake((of) => ({
    quarantine: { bucket: inbox(of), prefix: 'in/', quarantineBucket: new s3.Bucket(of, 'Jail'), quarantinePrefix: 'in/bad/' },
  }));
  const [from, to] = ['Inbox', 'Jail'].map((id) => lake.simulator.bucket(lake.stack.node.findChild(id)));
  from.put('in/a.csv', 'A');
  // WHEN
  lake.run({ Check: bad }, { name: 'r' });
  // THEN
  expect([from.keys, to.keys]).toEqual([[], ['in/bad/r/a.csv']]);
});

describe('with errors named', () => {
  test.each([['Glue.RulesetFailed', 0], ['Lambda.TooManyRequestsException', 3]])('after %s, %d objects of the input are left', (error, left) => {
    const { lake, bucket } = filled({ errors: ['Glue.RulesetFailed', 'Data.Bad'] });
    lake.run({ Check: Mock.fails(error) });
    expect(bucket.keys.filter((key) => key.startsWith('in/'))).toHaveLength(left);
  });

  test('one of them among the failures of a stage is enough', () => {
    const { lake, bucket } = filled({ errors: ['Glue.RulesetFailed'] });
    lake.run({ Clean: Mock.fails('Other'), Check: bad });
    expect(bucket.keys.filter((key) => key.startsWith('in/'))).toEqual([]);
  });
});

test('an object that cannot be moved is named, the others are moved, and the run fails with its own error', () => {
  // GIVEN
  const { lake, bucket } = filled();
  const real = new Map<string, number>();
  const copy = Mock.handler({
    handle: ({ request }) => {
      real.set(request.Key, (real.get(request.Key) ?? 0) + 1);
      return request.CopySource.endsWith('a.csv') ? simulation.ServiceResponse.fail('S3.S3Exception', 'too large') : simulation.ServiceResponse.succeed({});
    },
  });
  // WHEN
  const run = lake.run({ 'Check': bad, 'Copy object': copy }, { name: 'r' });
  // THEN
  expect(run.errorName).toBe('Glue.RulesetFailed');
  expect(bucket.keys).toContain('in/a.csv');
  expect(messageOf(run)).toContain('\nInput: 2 objects moved to ');
  expect(messageOf(run)).toContain('\nThese could not be moved: in/a.csv\n');
  expect(real.get('quarantine/r/a.csv')).toBeGreaterThan(1);
});

test('an input that cannot be listed is told, and the lock is given back', () => {
  const lake = new Lake((of) => ({
    failureTopic: topic(of), runLock: RunLock.fails(), quarantine: { bucket: s3.Bucket.fromBucketName(of, 'Theirs', 'theirs'), prefix: 'in/' },
  }));
  const run = lake.run({ Check: bad });
  expect(run.errorName).toBe('Glue.RulesetFailed');
  expect(messageOf(run)).toContain('\nInput: could not be moved: States.ItemReaderFailed\n');
  expect(lake.lock).toBeUndefined();
});

test('two thousand objects are moved, and the history of the run stays short', () => {
  // GIVEN
  const { lake, bucket } = filled();
  for (let at = 0; at < 2000; at++) bucket.put(`in/part-${at}.csv`, 'x');
  // WHEN
  const run = lake.run({ Check: bad }, { name: 'r' });
  // THEN
  expect(bucket.keys.filter((key) => key.startsWith('in/'))).toEqual([]);
  expect(messageOf(run)).toContain('Input: 2003 objects moved');
  expect(run.history.length).toBeLessThan(200);
});

test('an empty prefix is no failure of its own', () => {
  const lake = new Lake((of) => ({ failureTopic: topic(of), quarantine: { bucket: inbox(of), prefix: 'in/' } }));
  lake.simulator.bucket(lake.stack.node.findChild('Inbox')).put('other/z', 'Z');
  expect(messageOf(lake.run({ Check: bad }))).toContain('Input: 0 objects moved');
});
