import { aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { Lake, messageOf, topic, work } from './fixture';
import { simulation, Step } from 'cdk-stepwise';

const { Mock, RunStatus } = simulation;
const bad = Mock.fails('Bad', 'because');

/** The steps that a run called, in their order. */
const called = (run: simulation.Run) => run.calls.filter(({ service }) => service === 'lambda').map(({ stateName }) => stateName);

describe('a run', () => {
  test('goes through its stages in order, the steps of a stage beside each other', () => {
    // WHEN
    const run = new Lake().run({ Clean: Mock.takes(Duration.minutes(7), Mock.returns('clean')), Check: Mock.takes(Duration.minutes(9), Mock.returns('good')) });
    // THEN
    expect(called(run)).toEqual(['Crawl', 'Clean', 'Check', 'Load']);
    expect(run.duration.toMinutes()).toBe(9);
    expect(run.output).toMatchObject({ runDate: '2026-01-31', status: 'SUCCEEDED', run: { Crawl: { ok: true }, Clean: 'clean', Check: 'good', Load: { ok: true } } });
  });

  test('hands each stage the results of those before', () => {
    const load = new Lake().run({}, { input: { region: 'EU' } }).calls.find(({ stateName }) => stateName === 'Load')!;
    expect(load.request.Payload).toEqual({
      region: 'EU', runDate: '2026-01-31', startedAt: '2026-01-31T12:00:00.000Z', Crawl: { ok: true }, Clean: { ok: true }, Check: { ok: true },
    });
  });

  test('of one stage needs no decision where to start', () => {
    const lake = new Lake((of) => ({ stages: [{ name: 'all', steps: [work(of, 'Only')] }] }));
    expect(lake.run().path).toEqual(['Prepare run', 'Run is well formed?', 'all', 'Only', 'all ok?', 'Run done']);
  });

  test.each<[string, object, string]>([
    ['the input, as a backfill gives it', { runDate: '2025-12-01', scheduledTime: '2026-01-30T02:00:00Z' }, '2025-12-01'],
    ['the schedule', { scheduledTime: '2026-01-30T02:00:00Z' }, '2026-01-30'],
    ['the event', { 'time': '2026-01-29T23:59:00Z', 'detail-type': 'Object Created' }, '2026-01-29'],
    ['the start', {}, '2026-01-31'],
  ])('has its date from %s', (_, input, date) => {
    expect(new Lake().run({}, { input }).output.runDate).toBe(date);
  });

  test('has its date from an expression of the user\'s where the input has none', () => {
    const lake = new Lake(() => ({ runDate: '{% $substring($fromMillis($toMillis($states.input.scheduledTime) - 86400000), 0, 10) %}' }));
    expect(lake.run({}, { input: { scheduledTime: '2026-01-01T02:00:00Z' } }).output.runDate).toBe('2025-12-31');
    for (const runDate of ['2024-02-29', '2000-02-29', '2026-02-28', '2026-12-31']) expect(lake.run({}, { input: { runDate } }).output.runDate).toBe(runDate);
  });

  test.each<[string, object, string]>([
    ['a date in another form', { runDate: '31.01.2026' }, 'runDate: got 31.01.2026; give a date, YYYY-MM-DD. '],
    ['a date that is none', { runDate: '2026-13-01' }, 'runDate: got 2026-13-01; give a date, YYYY-MM-DD. '],
    ['a day that February never has', { runDate: '2026-02-30' }, 'runDate: got 2026-02-30; give a date, YYYY-MM-DD. '],
    ['a leap day of another year', { runDate: '2026-02-29' }, 'runDate: got 2026-02-29; give a date, YYYY-MM-DD. '],
    ['a leap day of a century', { runDate: '2100-02-29' }, 'runDate: got 2100-02-29; give a date, YYYY-MM-DD. '],
    ['a day that April never has', { runDate: '2026-04-31' }, 'runDate: got 2026-04-31; give a date, YYYY-MM-DD. '],
    ['a date with more behind it', { runDate: '2026-04-30Z' }, 'runDate: got 2026-04-30Z; give a date, YYYY-MM-DD. '],
    ['a date that is a number', { runDate: 20260131 }, 'runDate: got 20260131; give a date, YYYY-MM-DD. '],
    ['a stage that is none', { startFrom: 'lode' }, 'startFrom: got lode; give one of extract, transform, load'],
  ])('with %s does nothing', (_, input, cause) => {
    const run = new Lake((of) => ({ failureTopic: topic(of) })).run({}, { input });
    expect([run.errorName, run.cause, run.calls.length]).toEqual(['Etl.InvalidInput', cause, 0]);
  });

  test('starts from the stage that its input names', () => {
    const run = new Lake().run({}, { input: { startFrom: 'load', Clean: 'from before' } });
    expect(called(run)).toEqual(['Load']);
    expect(run.output.run.Clean).toBe('from before');
  });

  test('reports its success where somebody watches how fresh the data is, and succeeds though it cannot', () => {
    const lake = new Lake(() => ({ freshness: Duration.hours(26) }));
    const run = lake.run({ 'Report success': Mock.fails('CloudWatch.InternalServiceFault') });
    expect(run.status).toBe(RunStatus.SUCCEEDED);
    expect(run.calls.at(-1)!.request).toEqual({
      Namespace: 'CdkStepwise/EtlPipeline',
      MetricData: [{ MetricName: 'RunsSucceeded', Value: 1, Unit: 'Count', Dimensions: [{ Name: 'Workflow', Value: lake.workflow.stateMachineName }] }],
    });
  });
});

describe('a stage that fails', () => {
  test('ends the run with the error of the step, and no later stage runs', () => {
    const run = new Lake().run({ Check: bad });
    expect([run.status, run.errorName, run.cause]).toEqual([RunStatus.FAILED, 'Bad', 'stage transform: step Check failed with Bad: because']);
    expect(run.visits('load')).toBe(0);
  });

  test('lets its other steps run to their end, and tells of all that failed', () => {
    // WHEN
    const run = new Lake().run({ Clean: bad, Check: Mock.takes(Duration.hours(1), Mock.fails('Worse', 'very')) });
    // THEN
    expect(run.duration.toHours()).toBe(1);
    expect(run.errorName).toBe('Bad');
    expect(run.cause).toBe('stage transform: step Clean failed with Bad: because; step Check failed with Worse: very');
  });

  test('fails the run also when a result is too large for a state', () => {
    const run = new Lake().run({ Check: Mock.returns('x'.repeat(300_000)) });
    expect(run.errorName).toBe('States.DataLimitExceeded');
    expect(run.path.at(-1)).toBe('Run failed');
  });

  test('fails the run with a name where the error has none', () => {
    const lake = new Lake((of) => ({
      stages: [{ name: 'only', steps: [Step.of(new sfn.Fail(of, 'No'), { name: 'Nameless' })] }],
    }));
    expect(lake.run().errorName).toBe('States.TaskFailed');
  });

  test('is told to people: where, what, when, a link, and how to resume', () => {
    const run = new Lake((of) => ({ failureTopic: topic(of) })).run({ Clean: bad, Check: Mock.fails('Worse', 'very') }, { name: 'nightly-7' });
    expect(messageOf(run)).toBe([
      'Lake/Sales failed',
      'Lake/Sales failed in stage transform.',
      'Run date: 2026-01-31',
      'step Clean failed with Bad: because',
      'step Check failed with Worse: very',
      `Execution: https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/${run.executionArn}`,
      'To resume from this stage, redrive the execution, or start another with {"startFrom":"transform","runDate":"2026-01-31"}',
    ].join('\n'));
  });

  test('is told to the topic of the alarms where none is given, and to nobody without', () => {
    expect(messageOf(new Lake((of) => ({ alarms: { topic: topic(of) } })).run({ Load: bad }))).toContain('failed in stage load.');
    expect(messageOf(new Lake().run({ Load: bad }))).toBe('');
  });

  test('fails with its own error though nobody can be told', () => {
    const run = new Lake((of) => ({ failureTopic: topic(of) })).run({ 'Load': bad, 'Tell of failure': Mock.fails('SNS.Gone') });
    expect(run.errorName).toBe('Bad');
  });

  test('runs the steps for failures in order, and fails with its own error though they fail', () => {
    const lake = new Lake((of) => ({ onFailure: [work(of, 'Page'), work(of, 'Ticket')] }));
    const run = lake.run({ Load: bad, Page: Mock.fails('Pager.Down') });
    expect(called(run).slice(-2)).toEqual(['Page', 'Ticket']);
    expect(run.calls.find(({ stateName }) => stateName === 'Ticket')!.request.Payload.failure)
      .toEqual({ stage: 'load', resumeFrom: 'load', steps: [{ step: 'Load', error: 'Bad', cause: 'because' }], redrives: 0 });
    expect(run.errorName).toBe('Bad');
  });
});

describe('a run that failed and is redriven', () => {
  test('goes on with the stage that failed, with the results so far', () => {
    // GIVEN
    const lake = new Lake((of) => ({ failureTopic: topic(of) }));
    const run = lake.run({ Check: Mock.sequence(bad, Mock.returns('good')) });
    expect(run.status).toBe(RunStatus.FAILED);
    // WHEN
    run.redrive();
    // THEN
    expect(run.status).toBe(RunStatus.SUCCEEDED);
    expect(called(run)).toEqual(['Crawl', 'Clean', 'Check', 'Clean', 'Check', 'Load']);
    expect(run.output.run).toMatchObject({ Crawl: { ok: true }, Check: 'good' });
    expect(run.output.run.failure).toBeUndefined();
  });

  test('may fail again, in another stage, and be redriven again', () => {
    // GIVEN
    const run = new Lake((of) => ({ failureTopic: topic(of) })).run({ Check: Mock.sequence(bad, Mock.returns('good')), Load: Mock.sequence(Mock.fails('Full'), Mock.returns('in')) });
    // WHEN
    run.redrive();
    expect([run.status, run.errorName]).toEqual([RunStatus.FAILED, 'Full']);
    run.redrive();
    // THEN
    expect(run.status).toBe(RunStatus.SUCCEEDED);
    expect(run.visits('Crawl')).toBe(1);
    expect(messageOf(run).match(/failed in stage \w+/g)).toEqual(['failed in stage transform', 'failed in stage load']);
  });
});

