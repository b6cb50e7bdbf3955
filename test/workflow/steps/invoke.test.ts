import { aws_lambda as lambda, Duration, Stack } from 'aws-cdk-lib';
import { stack, stateOf } from './rendered';
import { RetryPolicy, Step, WaitFor, Workflow } from '../../../src';

function charge(of: Stack): lambda.Function {
  return new lambda.Function(of, 'Charge', {
    code: lambda.Code.fromInline('exports.handler = async () => 1'),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_20_X,
    timeout: Duration.seconds(20),
  });
}

test('a function gets the whole object, and what it returns joins that object under the step\'s name', () => {
  // GIVEN
  const shop = stack();
  // WHEN
  const state = stateOf(shop, Step.invoke(charge(shop)));
  // THEN
  expect(state).toEqual({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: expect.stringMatching(/^\$\{Charge.*\.Arn}$/), Payload: '{% $states.input %}' },
    TimeoutSeconds: 25,
    Retry: [{
      ErrorEquals: ['Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException',
        'Lambda.ClientExecutionTimeoutException', 'Lambda.TooManyRequestsException'],
      IntervalSeconds: 2,
      MaxAttempts: 5,
      BackoffRate: 2,
      MaxDelaySeconds: 60,
      JitterStrategy: 'FULL',
    }],
    Output: "{% $merge([$states.input, {'Charge': ($r := $states.result.Payload; $exists($r) ? $r : null)}]) %}",
    End: true,
  });
});

test('a callback hands over the task token, within an hour and with a heartbeat every ten minutes', () => {
  // GIVEN
  const shop = stack();
  // WHEN
  const state = stateOf(shop, Step.invoke(charge(shop), { wait: WaitFor.CALLBACK }));
  // THEN
  expect(state).toMatchObject({
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Arguments: { Payload: "{% $merge([$states.input, {'taskToken': $states.context.Task.Token}]) %}" },
    TimeoutSeconds: 3600,
    HeartbeatSeconds: 600,
    Output: "{% $merge([$states.input, {'Charge': $states.result}]) %}",
  });
});

test('arguments, result, retry and timeout are the user\'s where given', () => {
  // GIVEN
  const shop = stack();
  // WHEN
  const state = stateOf(shop, Step.invoke(charge(shop), {
    name: 'Charge card',
    comment: 'takes the money',
    timeout: Duration.seconds(5),
    retry: RetryPolicy.on(['Card.Busy'], { maxAttempts: 1, jitter: false }).orElse(RetryPolicy.transientErrors()),
    arguments: { amount: '{% $states.input.total %}' },
    result: { id: '{% $states.result.Payload.chargeId %}', kind: "card's" },
  }));
  // THEN
  expect(state).toMatchObject({
    Comment: 'takes the money',
    Arguments: { Payload: { amount: '{% $states.input.total %}' } },
    TimeoutSeconds: 5,
    Retry: [
      { ErrorEquals: ['Card.Busy'], MaxAttempts: 1, JitterStrategy: 'NONE' },
      { ErrorEquals: expect.arrayContaining(['Lambda.TooManyRequestsException']), MaxAttempts: 5 },
    ],
    Output: "{% $merge([$states.input, {'Charge card': ($r := {'id': ($states.result.Payload.chargeId), 'kind': \"card's\"}; "
      + '$exists($r) ? $r : null)}]) %}',
  });
});

test('no retry where the policy says so', () => {
  const shop = stack();
  expect(stateOf(shop, Step.invoke(charge(shop), { retry: RetryPolicy.none() }))).not.toHaveProperty('Retry');
});

test.each([
  ['a wait that Lambda does not have', { wait: WaitFor.JOB },
    "Shop/Flow: step 'Charge': wait: got 'JOB'; Step.invoke can wait for WaitFor.RESPONSE or WaitFor.CALLBACK"],
  ['a long name', { name: 'x'.repeat(81) }, 'give 1 to 80 characters; these are 81'],
  ['an empty name', { name: '' }, 'give 1 to 80 characters; these are 0'],
  ['a zero timeout', { timeout: Duration.seconds(0) }, "step 'Charge': timeout: got 0 seconds; give whole seconds from 1 to 99999999"],
  ['half a second', { timeout: Duration.millis(500) }, "step 'Charge': timeout: got 500 millis; give whole seconds from 1 to 99999999"],
  ['a heartbeat without a callback', { heartbeat: Duration.seconds(5) }, 'only a step with WaitFor.CALLBACK has a heartbeat'],
  ['a heartbeat as long as the timeout', { wait: WaitFor.CALLBACK, timeout: Duration.minutes(1), heartbeat: Duration.minutes(1) },
    "step 'Charge': heartbeat: got 1 minute; give a duration shorter than timeout (60 seconds)"],
  ['arguments that lose the token', { wait: WaitFor.CALLBACK, arguments: { id: 1 } }, 'hand over the task token'],
  ['a list of expressions as result', { result: { ids: ['{% $states.result.id %}'] } }, 'write the list as one expression'],
  ['a negative number of attempts', { retry: RetryPolicy.transientErrors({ maxAttempts: -1 }) }, 'retry.maxAttempts: got -1; give a whole number from 0 to'],
  ['a maximum below the interval', { retry: RetryPolicy.transientErrors({ interval: Duration.minutes(5) }) },
    "step 'Charge': retry.maxDelay: got 1 minute; give at least the interval (300 seconds)"],
  ['States.ALL among others', { retry: RetryPolicy.on(['States.ALL', 'A']) }, 'States.ALL stands alone'],
  ['a policy behind States.ALL', { retry: RetryPolicy.longer().orElse(RetryPolicy.on(['A'])) }, 'put the policy on States.ALL last'],
  ['a shrinking backoff', { retry: RetryPolicy.transientErrors({ backoffRate: 0.5 }) }, 'retry.backoffRate: got 0.5; give a number of at least 1'],
])('%s is refused', (_, props, message) => {
  const shop = stack();
  expect(() => new Workflow(shop, 'Flow', { steps: [Step.invoke(charge(shop), props)] })).toThrow(message);
});

test('all problems of a step are told at once', () => {
  const shop = stack();
  expect(() => new Workflow(shop, 'Flow', {
    steps: [Step.invoke(charge(shop), { wait: WaitFor.JOB, timeout: Duration.seconds(0), retry: RetryPolicy.on([]) })],
  })).toThrow(/3 problems\n.*wait.*\n.*retry.*\n.*timeout/);
});
