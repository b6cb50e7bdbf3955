import { aws_stepfunctions as sfn, Duration, Stack } from 'aws-cdk-lib';
import { stack, stateOf } from './rendered';
import { RetryPolicy, simulation, Step, Workflow } from '../../../src';

const { Mock, RunStatus, Simulator } = simulation;

function inner(of: Stack, type = sfn.StateMachineType.EXPRESS): Workflow {
  return new Workflow(of, 'Quote', { steps: [Step.callService({ service: 's3', action: 'headBucket', arguments: { Bucket: 'b' } })], workflowType: type, timeout: Duration.seconds(20) });
}

describe.each([sfn.StateMachineType.EXPRESS, sfn.StateMachineType.STANDARD])('an Express workflow called by a workflow that is %s', (workflowType) => {
  function run(mock: simulation.Mock, props = {}): simulation.Run {
    const of = stack();
    const outer = new Workflow(of, 'Outer', { steps: [Step.callWorkflow(inner(of), props)], workflowType });
    const simulator = Simulator.fromStack(of);
    simulator.workflow('Quote').mock('HeadBucket', mock);
    return simulator.workflow(outer).start({ input: { id: 7 } });
  }

  test('answers with its output', () => {
    const done = run(Mock.returns({ region: 'x' }));
    expect(done.output).toMatchObject({ id: 7, Quote: { id: 7, HeadBucket: { region: 'x' }, AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: done.executionArn } });
  });

  test('gets the arguments as its input', () => {
    expect(run(Mock.returns({}), { arguments: { order: '{% $states.input.id %}' } }).output.Quote).toMatchObject({ order: 7 });
  });

  test('fails the step with its own error', () => {
    const failed = run(Mock.fails('S3.NoSuchBucket', 'gone'));
    expect([failed.status, failed.errorName, failed.cause]).toEqual([RunStatus.FAILED, 'S3.NoSuchBucket', 'gone']);
  });

  test('fails the step with a timeout where it takes too long', () => {
    expect(run(Mock.never()).errorName).toBe('States.Timeout');
    expect(run(Mock.never(), { timeout: Duration.seconds(3) }).duration.toSeconds()).toBe(3);
  });

  test('is called again for errors of its own', () => {
    const again = run(Mock.sequence(Mock.fails('S3.Busy'), Mock.returns({})), { retry: RetryPolicy.on(['S3.Busy'], { jitter: false }) });
    expect(again.status).toBe(RunStatus.SUCCEEDED);
  });
});

test('errors of the call that pass by themselves are retried', () => {
  const of = stack();
  const quote = Workflow.fromWorkflowAttributes(of, 'Quote', {
    workflowArn: 'arn:aws:states:eu-central-1:111122223333:stateMachine:quote', workflowType: sfn.StateMachineType.EXPRESS,
  });
  expect(stateOf(of, Step.callWorkflow(quote)).Retry).toMatchObject([{ ErrorEquals: expect.arrayContaining(['Sfn.ThrottlingException']), MaxAttempts: 5 }]);
});

test.each<[string, (of: Stack) => Step, string]>([
  ['a Standard workflow', (of) => Step.callWorkflow(inner(of, sfn.StateMachineType.STANDARD)), "step 'Quote': workflow: got 'Shop/Quote'; only Express workflows answer a call"],
  ['six minutes', (of) => Step.callWorkflow(inner(of), { timeout: Duration.minutes(6) }), "step 'Quote': timeout: got 6 minutes; give whole seconds from 1 to 300"],
  ['a heartbeat', (of) => Step.callWorkflow(inner(of), { heartbeat: Duration.seconds(6) }), "step 'Quote': heartbeat: got 6 seconds; only a step with WaitFor.CALLBACK"],
  ['an expression in a list', (of) => Step.callWorkflow(inner(of), { arguments: { list: ['{% $x %}'] } }), "step 'Quote': arguments: got"],
])('%s is refused', (_, step, message) => {
  const of = stack();
  expect(() => new Workflow(of, 'Flow', { steps: [step(of)] })).toThrow(message);
});

test.each(['6xx', 'abc', '200', '5x', '4040'])('a retry on HTTP status %s is refused', (status) => {
  const of = stack();
  expect(() => new Workflow(of, 'Flow', { steps: [Step.callWorkflow(inner(of), { retry: RetryPolicy.onHttpStatus([status]) })] }))
    .toThrow(`retry: got '${status}'; give a status of 400 or more ('429') or a class ('4xx', '5xx')`);
});
