import { Duration } from 'aws-cdk-lib';
import { driver, inbox, Lake, messageOf, NOON_SECONDS, threeStages, topic } from './fixture';
import { tableService } from '../../../scripts/demo/dynamodb/service';
import { RetryPolicy, RunLock, simulation } from 'cdk-stepwise';

const { Mock, RunStatus } = simulation;
const HOUR = 3600;
const bad = Mock.fails('Bad', 'because');
/** Steps that are shorter than the lease; one that is tried again outlasts it. */
const AGAIN = RetryPolicy.on(['Again'], { interval: Duration.hours(3), maxDelay: Duration.hours(4), maxAttempts: 1 });
const SHORT = { timeout: Duration.hours(1), retry: AGAIN };
const leased = (lock: RunLock = RunLock.fails({ lease: Duration.hours(2) })) =>
  new Lake((of) => ({ ...threeStages(of, SHORT), runLock: lock, failureTopic: topic(of) }));

describe('a run with a lock', () => {
  test('has it while it works, renews it before each stage, and gives it back', () => {
    // GIVEN
    const lake = leased();
    const seen: [string, number][] = [];
    const look = (name: string) => Mock.takes(Duration.minutes(50), Mock.handler({
      handle: ({ time }) => {
        seen.push([name, lake.lock!.expiresAt - Date.parse(time) / 1000]);
        return simulation.ServiceResponse.succeed({});
      },
    }));
    // WHEN
    const run = lake.run({ Crawl: look('extract'), Clean: look('transform'), Load: look('load') });
    // THEN
    expect(run.status).toBe(RunStatus.SUCCEEDED);
    expect(seen).toEqual([['extract', 2 * HOUR], ['transform', 2 * HOUR], ['load', 2 * HOUR]]);
    expect(lake.lock).toBeUndefined();
  });

  test('owns it by its execution, and by default for as long as the workflow may take', () => {
    // GIVEN
    const lake = new Lake(() => ({ runLock: RunLock.fails(), timeout: Duration.hours(5) }));
    // WHEN
    const run = lake.run({ Crawl: Mock.never() });
    // THEN
    expect(run.status).toBe(RunStatus.TIMED_OUT);
    expect(lake.lock).toEqual({ owner: run.executionArn, expiresAt: NOON_SECONDS + 5 * HOUR });
  });

  test.each<[string, { [state: string]: simulation.Mock }, string]>([
    ['the first stage', { Crawl: bad }, 'Bad'],
    ['a stage in between', { Check: bad }, 'Bad'],
    ['the last stage', { Load: bad }, 'Bad'],
    ['a result that is too large', { Check: Mock.returns('x'.repeat(300_000)) }, 'States.DataLimitExceeded'],
    ['renewing it', { 'Keep lock for load': Mock.fails('DynamoDB.ResourceNotFoundException', 'x') }, 'DynamoDB.ResourceNotFoundException'],
    ['a stage, and nobody can be told', { 'Load': bad, 'Tell of failure': Mock.fails('SNS.Gone') }, 'Bad'],
  ])('gives it back after a failure of %s', (_, mocks, error) => {
    const lake = leased();
    const run = lake.run(mocks);
    expect([run.errorName, run.visits('Give lock back after failure')]).toEqual([error, 1]);
    expect(lake.lock).toBeUndefined();
  });

  test('gives it back also when steps for failures fail, and the input cannot be moved', () => {
    const lake = new Lake((of) => ({ runLock: RunLock.fails(), quarantine: { bucket: inbox(of), prefix: 'in/' } }));
    // the simulation has no such bucket: the listing fails
    const run = lake.run({ Load: bad });
    expect([run.errorName, lake.lock]).toEqual(['Bad', undefined]);
  });

  test.each(['Take lock', 'Keep lock for load', 'Give lock back'])('bears that the answer of a write was lost: %s', (state) => {
    // GIVEN
    const lake = leased();
    let writes = 0;
    const write = tableService(lake.tables, state === 'Give lock back' ? 'deleteItem' : 'updateItem');
    const lost = Mock.handler({
      handle: (request) => {
        const answer = write.handle(request);
        return writes++ === 0 ? simulation.ServiceResponse.fail('DynamoDB.InternalServerError') : answer;
      },
    });
    // WHEN
    const run = lake.run({ [state]: lost });
    // THEN
    expect([run.status, writes, lake.lock]).toEqual([RunStatus.SUCCEEDED, 2, undefined]);
  });

  test('ends well though it cannot give it back: the lease does', () => {
    const lake = leased();
    const run = lake.run({ 'Give lock back': Mock.fails('DynamoDB.InternalServerError') });
    expect(run.status).toBe(RunStatus.SUCCEEDED);
    expect(run.duration.toMinutes({ integral: false })).toBeLessThan(6);
    expect(lake.lock).toMatchObject({ owner: run.executionArn });
  });

  test('gives nothing back that it may not have taken: the owner decides', () => {
    const lake = leased();
    lake.hold('another', NOON_SECONDS + HOUR);
    const run = lake.run({ 'Take lock': Mock.fails('DynamoDB.ResourceNotFoundException', 'no table') });
    expect([run.errorName, run.visits('extract')]).toEqual(['DynamoDB.ResourceNotFoundException', 0]);
    expect(messageOf(run)).toContain('failed in stage Take lock.');
    expect(lake.lock).toMatchObject({ owner: 'another' });
  });

  test('that it could not take is told how to start again: with an input that is taken', () => {
    const lake = leased();
    const message = messageOf(lake.run({ 'Take lock': Mock.fails('DynamoDB.ResourceNotFoundException', 'no table') }));
    expect(message).toContain('To start it again, redrive the execution, or start another with {"runDate":"2026-01-31"}');
  });

  test('that it could not take is resumed from the stage that it was to start from', () => {
    const lake = leased();
    const run = lake.run({ 'Take lock': Mock.fails('DynamoDB.ResourceNotFoundException', 'no table') }, { input: { startFrom: 'load' } });
    expect(messageOf(run)).toContain('To resume from this stage, redrive the execution, or start another with {"startFrom":"load","runDate":"2026-01-31"}');
  });
});

describe('a lock that another run has', () => {
  const held = (lock: RunLock, expiresIn = HOUR) => {
    const lake = leased(lock);
    lake.hold('another', NOON_SECONDS + expiresIn);
    return lake;
  };

  test('fails a second start, where told to', () => {
    const lake = held(RunLock.fails());
    const run = lake.run();
    expect([run.errorName, run.cause, run.visits('extract')]).toEqual(['Etl.AlreadyRunning', 'another run has the lock Lake/Sales', 0]);
    expect(lake.lock!.owner).toBe('another');
  });

  test('skips a second start, where told to', () => {
    const lake = held(RunLock.skips());
    const run = lake.run();
    expect([run.status, run.output, run.visits('extract')]).toEqual([RunStatus.SUCCEEDED, { runDate: '2026-01-31', status: 'SKIPPED' }, 0]);
    expect(lake.lock!.owner).toBe('another');
  });

  test('lets a second start wait until the lease of an owner that crashed is over', () => {
    const lake = held(RunLock.waits({ patience: Duration.hours(2) }));
    const run = lake.run();
    expect(run.status).toBe(RunStatus.SUCCEEDED);
    expect(run.duration.toSeconds()).toBeGreaterThan(HOUR);
    expect(run.duration.toSeconds()).toBeLessThanOrEqual(HOUR + 60);
    expect(run.output.run.waitsUntil).toBeUndefined();
  });

  test('takes the time of the lock, not of the start, for the time of the run', () => {
    const { run } = held(RunLock.waits({ patience: Duration.hours(2) })).run().output;
    expect(Date.parse(run.startedAt) / 1000).toBeGreaterThan(NOON_SECONDS + HOUR);
  });

  test('is not waited for forever', () => {
    const run = held(RunLock.waits({ patience: Duration.minutes(30) })).run();
    expect([run.errorName, run.cause]).toEqual(['Etl.AlreadyRunning', 'another run had the lock Lake/Sales for 30 minutes']);
    expect(run.duration.toMinutes()).toBe(30);
  });

  test('waits within the history that an execution may have, also for days', () => {
    const run = held(RunLock.waits({ patience: Duration.hours(23) }), 100 * HOUR).run();
    expect(run.errorName).toBe('Etl.AlreadyRunning');
    expect(run.history.length).toBeLessThan(20_000);
  });

  test('falls free at once when its lease is over', () => {
    const lake = held(RunLock.fails(), -1);
    expect(lake.run().status).toBe(RunStatus.SUCCEEDED);
  });
});

describe('a run that lost its lock', () => {
  test('fails before its next stage, does not give back what is another\'s, and leaves the input to the other', () => {
    // GIVEN a stage that outlasts the lease, and another run that takes the lock then
    const lake = new Lake((of) => ({
      ...threeStages(of, SHORT), runLock: RunLock.fails({ lease: Duration.hours(1) }), failureTopic: topic(of), quarantine: { bucket: inbox(of), prefix: 'in/' },
    }));
    const stolen = Mock.sequence(Mock.fails('Again'), Mock.handler({
      handle: () => {
        lake.hold('another', NOON_SECONDS + 9 * HOUR);
        return simulation.ServiceResponse.succeed({});
      },
    }));
    // WHEN
    const run = lake.run({ Crawl: stolen });
    // THEN
    expect([run.errorName, run.cause]).toEqual(['Etl.LeaseLost', 'stage transform: Etl.LeaseLost: the lease ended before the stage, and another run has taken the lock']);
    expect([run.visits('transform'), run.visits('Quarantine input')]).toEqual([0, 0]);
    expect(lake.lock).toEqual({ owner: 'another', expiresAt: NOON_SECONDS + 9 * HOUR });
    expect(messageOf(run)).toContain('failed in stage transform.');
  });

  test('in its last stage succeeds, and leaves the other\'s lock alone', () => {
    const lake = leased();
    const run = lake.run({
      Load: Mock.handler({
        handle: () => {
          lake.hold('another', NOON_SECONDS + 9 * HOUR);
          return simulation.ServiceResponse.succeed({});
        },
      }),
    });
    expect(run.status).toBe(RunStatus.SUCCEEDED);
    expect(lake.lock!.owner).toBe('another');
  });

  test('keeps it where nobody took it, though its lease was over', () => {
    const lake = leased(RunLock.fails({ lease: Duration.hours(1) }));
    expect(lake.run({ Crawl: Mock.sequence(Mock.fails('Again'), Mock.returns({})) }).status).toBe(RunStatus.SUCCEEDED);
  });
});

test('a run that is stopped keeps the lock until its lease is over; then another has it', () => {
  // GIVEN
  const lake = new Lake(() => ({ runLock: RunLock.fails({ lease: Duration.hours(2) }), timeout: Duration.hours(2) }));
  const stopped = lake.run({ Crawl: Mock.sequence(Mock.awaitsToken(), Mock.returns({})) });
  stopped.stop('Operator', 'by hand');
  const at = (seconds: number) => new Date((NOON_SECONDS + seconds) * 1000).toISOString();
  // THEN
  expect(lake.run({}, { startTime: at(HOUR), seed: 'b' }).errorName).toBe('Etl.AlreadyRunning');
  expect(lake.run({}, { startTime: at(2 * HOUR + 1), seed: 'c' }).status).toBe(RunStatus.SUCCEEDED);
});

test('a run whose data is too large for Step Functions is ended by it, and keeps the lock until its lease is over', () => {
  const lake = leased();
  const large = Mock.returns('x'.repeat(200_000));
  const run = lake.run({ Clean: large, Check: large });
  expect([run.errorName, run.path.at(-1), lake.lock?.owner]).toEqual(['States.DataLimitExceeded', 'Check', run.executionArn]);
});

describe('a run that is redriven', () => {
  test('takes the lock again before it goes on', () => {
    const lake = leased();
    const run = lake.run({ Load: Mock.sequence(bad, Mock.returns({})) });
    run.redrive();
    expect([run.status, run.visits('Take lock'), lake.lock]).toEqual([RunStatus.SUCCEEDED, 2, undefined]);
  });

  test('does not go on while another has it', () => {
    const lake = leased();
    const run = lake.run({ Load: Mock.sequence(bad, Mock.returns({})) });
    lake.hold('another', NOON_SECONDS + 9 * HOUR);
    run.redrive();
    expect([run.errorName, run.visits('Load'), lake.lock!.owner]).toEqual(['Etl.AlreadyRunning', 1, 'another']);
  });
});

test('of runs that start at once, one works at a time', () => {
  // GIVEN
  let workflow: any;
  const lake = new Lake(() => ({ runLock: RunLock.waits({ patience: Duration.hours(10) }) }), (one) => {
    workflow = driver(one, one.pipeline.workflow, [{ at: 0 }, { at: 0 }, { at: 60 }, { at: 61 }], 12 * HOUR);
  });
  const spans: [from: number, to: number][] = [];
  lake.workflow.mock('Crawl', Mock.takes(Duration.minutes(30), Mock.returns({})));
  lake.workflow.mock('Load', Mock.handler({
    handle: ({ time }) => {
      spans.push([Date.parse(time) - 30 * 60_000, Date.parse(time)]);
      return simulation.ServiceResponse.succeed({});
    },
  }));
  // WHEN
  const run = lake.simulator.workflow(workflow).start({ startTime: '2026-01-31T12:00:00Z' });
  // THEN
  expect(run.childRuns.map(({ status }) => status)).toEqual([RunStatus.SUCCEEDED, RunStatus.SUCCEEDED, RunStatus.SUCCEEDED, RunStatus.SUCCEEDED]);
  expect(spans).toHaveLength(4);
  spans.slice(1).forEach(([from], at) => expect(from).toBeGreaterThanOrEqual(spans[at][1]));
});
