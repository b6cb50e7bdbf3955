import { Duration } from 'aws-cdk-lib';
import { driver, inbox, Lake, NOON } from './fixture';
import { NewObjects, simulation } from 'cdk-stepwise';

const { Mock, RunStatus, ServiceResponse } = simulation;

/** What became of objects that arrived at some seconds: what waited, and the runs with their start, in seconds. */
function arriving(at: number[], props: Partial<NewObjects> = {}, prepare: (lake: Lake) => void = () => undefined, from = NOON) {
  let workflow: any;
  const lake = new Lake((of) => ({ newObjects: { bucket: inbox(of), prefix: 'in/', quietPeriod: Duration.minutes(5), ...props } }), (one) => {
    workflow = driver(one, one.pipeline.quietPeriod!.noting, at.map((second) => ({ at: second, input: { detail: { object: { key: `in/${second}` } } } })), 40 * 3600);
  });
  prepare(lake);
  const run = lake.simulator.workflow(workflow).start({ startTime: from });
  const notings = run.childRuns;
  const waitings = notings.flatMap((one) => one.childRuns);
  const runs = waitings.flatMap((one) => one.childRuns);
  const startOf = (one: simulation.Run) => Date.parse(one.output.run.startedAt) / 1000 - Date.parse(from) / 1000;
  return { lake, notings, waitings, runs, starts: runs.map(startOf) };
}

test('a hundred files start one run, five minutes after the last of them', () => {
  // WHEN a file comes every two seconds
  const { notings, waitings, runs, starts } = arriving(Array.from({ length: 100 }, (_, at) => at * 2));
  // THEN
  expect(notings).toHaveLength(100);
  expect(notings.every(({ status }) => status === RunStatus.SUCCEEDED)).toBe(true);
  expect(waitings).toHaveLength(1);
  expect(runs.map(({ status }) => status)).toEqual([RunStatus.SUCCEEDED]);
  expect(starts[0]).toBe(198 + 300);
});

test('the run knows what has arrived', () => {
  const { lake, runs } = arriving([0, 10, 20]);
  expect(runs[0].input).toEqual({
    arrivals: {
      bucket: lake.simulator.bucket(lake.stack.node.findChild('Inbox')).bucketName, prefix: 'in/', count: 3, first: '2026-01-31T12:00:00.000Z', last: '2026-01-31T12:00:20.000Z',
    },
  });
});

test('a hundred files at the same instant start one run', () => {
  expect(arriving(Array.from({ length: 100 }, () => 0)).starts).toEqual([300]);
});

test('files that come later than the quiet period start another run', () => {
  expect(arriving([0, 100, 1000, 1010]).starts).toEqual([400, 1310]);
});

test('a stream without a pause starts a run after the longest wait, and then another', () => {
  const { starts, runs } = arriving(Array.from({ length: 75 }, (_, at) => at * 120), { longestWait: Duration.hours(1) });
  expect(starts[0]).toBe(3600);
  expect(runs.reduce((sum, run) => sum + run.input.arrivals.count, 0)).toBeGreaterThanOrEqual(74);
  expect(starts).toHaveLength(3);
});

test('a file that comes while the window is being closed keeps it open', () => {
  // GIVEN
  let closings = 0;
  const { starts } = arriving([0], {}, (lake) => {
    lake.simulator.workflow(lake.pipeline.quietPeriod!.waiting).mock('Close window', Mock.handler({
      handle: ({ request, time }) => {
        if (closings++ === 0) {
          lake.tables.updateItem({
            TableName: request.TableName, Key: request.Key, UpdateExpression: 'SET last = :now', ExpressionAttributeValues: { ':now': { N: String(Date.parse(time) + 1) } },
          } as never);
        }
        return written(lake, request);
      },
    }));
  });
  // THEN
  expect(closings).toBe(2);
  expect(starts).toEqual([601]);
});

test('an answer that was lost when the window was closed does not lose the run, nor start two', () => {
  // GIVEN
  let closings = 0;
  const { runs, starts } = arriving([0], {}, (lake) => {
    lake.simulator.workflow(lake.pipeline.quietPeriod!.waiting).mock('Close window', Mock.handler({
      handle: ({ request }) => {
        const answer = written(lake, request);
        return closings++ === 0 ? ServiceResponse.fail('DynamoDB.InternalServerError') : answer;
      },
    }));
  });
  // THEN
  expect(closings).toBe(2);
  expect(starts).toHaveLength(1);
  expect(runs[0].input.arrivals.count).toBe(1);
});

test('the execution that notes a file bears that somebody waits already', () => {
  const { notings } = arriving([0, 1]);
  expect(notings.map((one) => one.path)).toEqual(Array.from({ length: 2 }, () => ['Note arrival', 'Let somebody wait', 'Arrival noted']));
});

test('a waiter that died leaves its files to the next one, which starts a run for all of them', () => {
  // GIVEN the first waiter fails at its first look
  let looks = 0;
  const { waitings, runs, starts } = arriving([0, 1000, 1010, 5000], {}, (lake) => {
    lake.simulator.workflow(lake.pipeline.quietPeriod!.waiting).mock('Look at arrivals', Mock.handler({
      handle: ({ request }) => looks++ === 0 ? ServiceResponse.fail('DynamoDB.ResourceNotFoundException') : ServiceResponse.succeed(lake.tables.getItem(request)),
    }));
  });
  // THEN
  expect(waitings.map(({ status }) => status)).toEqual([RunStatus.FAILED, RunStatus.SUCCEEDED, RunStatus.SUCCEEDED]);
  expect(runs.map(({ input }) => [input.arrivals.count, input.arrivals.first])).toEqual([[3, '2026-01-31T12:00:00.000Z'], [1, '2026-01-31T13:23:20.000Z']]);
  expect(starts).toEqual([1310, 5300]);
});

test('a file whose waiter died is waited for by another', () => {
  // GIVEN the window's name is taken by an execution that has ended, and the window is open
  const { notings, starts } = arriving([0], {}, (lake) => {
    lake.simulator.workflow(lake.pipeline.quietPeriod!.noting).mock('Let somebody wait', Mock.fails('StepFunctions.ExecutionAlreadyExistsException'));
  });
  // THEN
  expect(notings[0].path).toEqual(['Note arrival', 'Let somebody wait', 'Replace window', 'Let another wait', 'Arrival noted']);
  expect(starts).toEqual([300]);
});

test('a file whose window was closed meanwhile opens none in its place', () => {
  // GIVEN
  const { notings, waitings } = arriving([0], {}, (lake) => {
    lake.simulator.workflow(lake.pipeline.quietPeriod!.noting).mockAll({
      'Let somebody wait': Mock.fails('StepFunctions.ExecutionAlreadyExistsException'), 'Replace window': Mock.fails('DynamoDB.ConditionalCheckFailedException'),
    });
  });
  // THEN
  expect([notings[0].status, waitings]).toEqual([RunStatus.SUCCEEDED, []]);
});

test('an answer that was lost when a window was replaced does not lose the run', () => {
  // GIVEN
  let replacings = 0;
  const { starts } = arriving([0], {}, (lake) => {
    lake.simulator.workflow(lake.pipeline.quietPeriod!.noting).mockAll({
      'Let somebody wait': Mock.fails('StepFunctions.ExecutionAlreadyExistsException'),
      'Replace window': Mock.handler({
        handle: ({ request }) => {
          const answer = written(lake, request);
          return replacings++ === 0 ? ServiceResponse.fail('DynamoDB.InternalServerError') : answer;
        },
      }),
    });
  });
  // THEN
  expect(replacings).toBe(2);
  expect(starts).toHaveLength(1);
});

test('a run that starts after midnight has the date of the last object', () => {
  const { runs } = arriving([0, 120], {}, undefined, '2026-01-31T23:56:00Z');
  expect([runs[0].output.runDate, runs[0].output.run.startedAt]).toEqual(['2026-01-31', '2026-02-01T00:03:00.000Z']);
});

test('a prefix may hold an apostrophe', () => {
  const { runs } = arriving([0], { prefix: "shop's/" });
  expect(runs[0].input.arrivals.prefix).toBe("shop's/");
});

test('the longest wait of all, a thousand quiet periods, stays within the history that an execution may have', () => {
  // WHEN two hundred quiet periods pass, with a file in each
  const files = Array.from({ length: 240 }, (_, at) => at * 55);
  const { waitings, starts } = arriving(files, { quietPeriod: Duration.minutes(1), longestWait: Duration.minutes(200) });
  // THEN
  expect(starts[0]).toBe(200 * 60);
  expect(waitings[0].history.length * 5).toBeLessThan(20_000);
});

/** Does a write to the table in memory. */
function written(lake: Lake, request: any): simulation.ServiceResponse {
  try {
    return ServiceResponse.succeed(lake.tables.updateItem(request));
  } catch (error) {
    return ServiceResponse.fail(`DynamoDB.${(error as Error).name}`);
  }
}
