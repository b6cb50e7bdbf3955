import { App, aws_datasync as datasync, aws_glue as glue, Duration, Stack } from 'aws-cdk-lib';
import { simulation, Step, Workflow } from 'cdk-stepwise';

const { Mock, RunStatus, Simulator } = simulation;
const crawler = (state: string, crawl?: object) => Mock.returns({ Crawler: { State: state, ...(crawl ? { LastCrawl: crawl } : {}) } });

function crawls(mocks: { [state: string]: simulation.Mock }): simulation.Run {
  const stack = new Stack(new App(), 'Lake');
  const step = Step.startCrawler(glue.CfnCrawler.fromCrawlerName(stack, 'Crawl', 'raw'), { timeout: Duration.hours(1) });
  new Workflow(stack, 'Flow', { steps: [step] });
  return Simulator.fromStack(stack).workflow().mockAll({ 'Crawl: start': Mock.returns({}), ...mocks }).start({ input: { day: 1 } });
}

describe('Step.startCrawler', () => {
  const well = crawler('READY', { Status: 'SUCCEEDED', LogStream: 'raw' });

  test('looks with growing pauses until the crawl is done, and gives it', () => {
    const run = crawls({ 'Crawl: look': Mock.sequence(crawler('RUNNING'), crawler('RUNNING'), crawler('STOPPING'), well) });
    expect(run.output).toEqual({ day: 1, Crawl: { Status: 'SUCCEEDED', LogStream: 'raw' } });
    expect(run.duration.toSeconds()).toBe(5 + 10 + 20 + 40);
  });

  test('waits for a crawler that runs already', () => {
    const run = crawls({ 'Crawl: start': Mock.fails('Glue.CrawlerRunningException'), 'Crawl: look': Mock.sequence(crawler('RUNNING'), well) });
    expect(run.status).toBe(RunStatus.SUCCEEDED);
  });

  test('fails with the words of a crawl that failed', () => {
    const run = crawls({ 'Crawl: look': crawler('READY', { Status: 'FAILED', ErrorMessage: 'no access to s3://raw' }) });
    expect([run.errorName, run.cause]).toEqual(['Glue.CrawlFailed', 'no access to s3://raw']);
  });

  test('fails when a crawl was cancelled, which has no words', () => {
    const run = crawls({ 'Crawl: look': crawler('READY', { Status: 'CANCELLED' }) });
    expect([run.errorName, run.cause]).toEqual(['Glue.CrawlFailed', 'the crawl ended as CANCELLED']);
  });

  test('gives up on a crawl that lasts longer than the timeout', () => {
    const run = crawls({ 'Crawl: look': crawler('RUNNING') });
    expect(run.errorName).toBe('Glue.CrawlTimedOut');
    expect(run.duration.toSeconds()).toBeGreaterThan(3600);
    expect(run.duration.toSeconds()).toBeLessThan(3600 + 70);
  });

  test('fails as the start does, when that fails', () => {
    expect(crawls({ 'Crawl: start': Mock.fails('Glue.EntityNotFoundException', 'no crawler raw') }).errorName).toBe('Glue.EntityNotFoundException');
  });
});

describe('Step.syncData', () => {
  const copies = (look: simulation.Mock) => {
    const stack = new Stack(new App(), 'Lake');
    new Workflow(stack, 'Flow', { steps: [Step.syncData(new datasync.CfnTask(stack, 'Copy', { sourceLocationArn: 'a', destinationLocationArn: 'b' }))] });
    return Simulator.fromStack(stack).workflow()
      .mock('Copy: start', Mock.returns({ TaskExecutionArn: 'arn:aws:datasync:eu-west-1:111122223333:task/task-1/execution/exec-9' }))
      .mock('Copy: look', look).start();
  };

  test('looks at its own execution, and gives what it moved', () => {
    const run = copies(Mock.sequence(Mock.returns({ Status: 'TRANSFERRING' }), Mock.returns({ Status: 'SUCCESS', FilesTransferred: 3 })));
    expect(run.output.Copy).toMatchObject({ Status: 'SUCCESS', FilesTransferred: 3 });
    expect(run.calls[1].request.TaskExecutionArn).toMatch(/\/execution\/exec-9$/);
  });

  test('fails with the words of DataSync', () => {
    const run = copies(Mock.returns({ Status: 'ERROR', Result: { ErrorCode: 'NoMem', ErrorDetail: 'out of memory' } }));
    expect([run.errorName, run.cause]).toEqual(['DataSync.TaskFailed', 'NoMem out of memory of arn:aws:datasync:eu-west-1:111122223333:task/task-1/execution/exec-9']);
  });
});
