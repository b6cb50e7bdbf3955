import { Duration } from 'aws-cdk-lib';
import { RetryPolicy } from './retry-policy';
import { Step } from './step';
import { WaitFor } from './wait-for';

/** What every step can be told. The data contract is described at `Step`. */
export interface StepProps {
  /**
   * Name of the step and of its state, 1 to 80 characters, unique in the workflow.
   *
   * @default - the construct id of what the step calls; the action's name for `Step.callService`
   * @see https://states-language.net/spec.html
   */
  readonly name?: string;

  /**
   * A word for the reader of the definition.
   *
   * @default - no comment
   */
  readonly comment?: string;

  /**
   * How long one attempt may take, in whole seconds.
   *
   * @default - 1 minute for a response (for a Lambda function its own timeout and 5 seconds where known, else 15 minutes and
   * 5 seconds), 6 hours for a job, 1 hour for a callback
   */
  readonly timeout?: Duration;

  /**
   * The longest silence between two heartbeats of who holds the task token, in whole seconds, shorter than `timeout`.
   * Only with `WaitFor.CALLBACK`.
   *
   * @default - 10 minutes for a callback whose timeout is not given either, else none
   */
  readonly heartbeat?: Duration;

  /**
   * When to try again.
   *
   * @default RetryPolicy.transientErrors()
   */
  readonly retry?: RetryPolicy;

  /**
   * What the step waits for.
   *
   * @default - WaitFor.JOB for the factories that run a job or a workflow, else WaitFor.RESPONSE
   */
  readonly wait?: WaitFor;

  /**
   * What the step hands over: a JSONata expression in `{% %}`, or an object that may hold some. Each factory says what becomes of it.
   * With `WaitFor.CALLBACK` it has to hold the task token, `{% $states.context.Task.Token %}`.
   *
   * @default - the object that the step receives; with WaitFor.CALLBACK also the task token, as `taskToken`
   */
  readonly arguments?: any;

  /**
   * What of the raw result (`$states.result`) becomes the step's result: a JSONata expression in `{% %}`, or an object that may hold some.
   *
   * @default - what each factory says
   */
  readonly result?: any;

  /**
   * The step that undoes this one when a later step of the same `Saga` fails for good. It receives the object as it then is.
   *
   * @default - nothing is undone
   */
  readonly compensation?: Step;
}
