import { Duration } from 'aws-cdk-lib';
import { distributed, failingOnBad, FAILS_WHERE_BAD } from './distributed';
import { simulation } from '../../../src';
import { Tally } from '../../../src/simulation/map-run/tally';

const { Simulator, Mock } = simulation;
const WRITER = { ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'out', Prefix: 'runs' } } };
const DESCRIBE = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sfn:describeMapRun', Parameters: { 'MapRunArn.$': '$.MapRunArn' }, End: true };

/** A map run with a writer, and then DescribeMapRun, whose answer is the output. */
function machine(fields: object): { simulator: simulation.Simulator; states: simulation.SimulatedWorkflow } {
  const definition = distributed({ Label: 'Rows', ...WRITER, ...fields }, FAILS_WHERE_BAD);
  delete definition.States.Each.End;
  definition.States.Each.Next = 'Describe';
  definition.States.Describe = DESCRIBE;
  const simulator = Simulator.fromDefinition(definition);
  return { simulator, states: simulator.workflow() };
}

test('a map run tells what became of its items and its child executions', () => {
  // GIVEN
  const { simulator, states } = machine({ ToleratedFailureCount: 2, MaxConcurrency: 7, ItemBatcher: { MaxItemsPerBatch: 2 } });
  states.mock('Do', failingOnBad());
  // WHEN
  const run = simulator.workflow().start({ input: ['ok', 'ok', 'bad', 'ok', 'ok'] });
  // THEN
  const told = run.output;
  expect(told).toMatchObject({
    Status: 'SUCCEEDED',
    ExecutionArn: run.executionArn,
    MaxConcurrency: 7,
    RedriveCount: 0,
    ToleratedFailureCount: 2,
    ToleratedFailurePercentage: 0,
    ItemCounts: { Total: 5, Succeeded: 3, Failed: 2, TimedOut: 0, Aborted: 0, Pending: 0, Running: 0, ResultsWritten: 5 },
    ExecutionCounts: { Total: 3, Succeeded: 2, Failed: 1, TimedOut: 0, Aborted: 0, Pending: 0, Running: 0, ResultsWritten: 3 },
  });
  expect(told.MapRunArn).toMatch(/:mapRun:Workflow\/Rows:/);
  expect(told.StopDate).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test('a map run that was redriven tells so, and counts each item once', () => {
  // GIVEN
  const { states, simulator } = machine({ MaxConcurrency: 1 });
  states.mock('Do', Mock.sequence(Mock.returns({ Payload: 1 }), Mock.fails('Bad'), Mock.returns({ Payload: 2 }), Mock.returns({ Payload: 3 })));
  const run = simulator.workflow().start({ input: ['a', 'b', 'c'] });
  expect(run.errorName).toBe('States.ExceedToleratedFailureThreshold');

  // WHEN
  run.advance(Duration.hours(1));
  run.redrive();

  // THEN
  expect(run.output).toMatchObject({
    Status: 'SUCCEEDED', RedriveCount: 1, ItemCounts: { Total: 3, Succeeded: 3, Failed: 0, Pending: 0 }, ExecutionCounts: { Total: 3, Succeeded: 3 },
  });
  expect(run.output.RedriveDate > run.output.StartDate).toBe(true);
});

test('a map run that nobody knows is left to a mock', () => {
  const simulator = Simulator.fromDefinition({ StartAt: 'Describe', States: { Describe: DESCRIBE } });
  simulator.workflow().mock('Describe', Mock.returns({ Status: 'RUNNING' }));
  expect(simulator.workflow().start({ input: { MapRunArn: 'arn:aws:states:us-east-1:123456789012:mapRun:Other/Rows:1' } }).output).toEqual({ Status: 'RUNNING' });
});

test('a tally knows what waits, what runs and how it ended', () => {
  // GIVEN
  const tally = new Tally();
  tally.started(10);
  tally.finished(2, 'FAILED');
  tally.finished(1, 'TIMED_OUT');
  tally.finished(3, 'ABORTED');
  // THEN
  expect(tally.counts(5, true)).toEqual({ pending: 5, running: 4, succeeded: 0, failed: 2, timedOut: 1, aborted: 3, total: 15, resultsWritten: 6 });
  // WHEN
  tally.again(3, 'ABORTED');
  tally.started(3);
  // THEN
  expect(tally.counts(0, false)).toMatchObject({ running: 7, aborted: 0, total: 10, resultsWritten: 0 });
});
