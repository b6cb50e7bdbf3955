import { Aws, aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { RetryPolicy } from '../../workflow';
import { AslState } from '../../workflow/steps/asl-state';
import { Json, JsonObject } from '../../workflow/steps/json';
import { expression } from '../../workflow/steps/jsonata';
import { STEP_DEFAULTS } from '../../workflow/steps/step-defaults';
import { transientErrors } from '../../workflow/steps/transient-errors';

/** A call that the pattern makes itself. */
export interface EtlCall {
  readonly name: string;
  /** Resource without partition (`dynamodb:updateItem`). */
  readonly resource: string;
  readonly arguments: JsonObject;
  /** Prefix of the service's errors (`DynamoDB`). */
  readonly errors: string;
  /** JSONata of what goes on; by default the state's input. */
  readonly output?: string;
  readonly retry?: RetryPolicy;
}

/**
 * How calls are retried that nothing comes after: any error, for about five minutes, so that a passing fault does not keep a lock.
 *
 * @param answer an error that is an answer, which a repetition does not change
 */
export function lastRetry(answer: string): RetryPolicy {
  return RetryPolicy.on([answer], { maxAttempts: 0 })
    .orElse(RetryPolicy.on(['States.ALL'], { interval: Duration.seconds(2), maxAttempts: 8, maxDelay: Duration.minutes(1) }));
}

/** A Task state. */
export function call(scope: Construct, { name, resource, arguments: args, errors, output = '$states.input', retry }: EtlCall): AslState {
  const own = errors === 'DynamoDB' ? ['ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'InternalServerError'] : [];
  return new AslState(scope, name, {
    Type: 'Task',
    Resource: `arn:${Aws.PARTITION}:states:::${resource}`,
    Arguments: args,
    TimeoutSeconds: STEP_DEFAULTS.responseTimeout.toSeconds(),
    Retry: (retry ?? RetryPolicy.transientErrors())._render(transientErrors(errors, ...own)) as unknown as Json,
    Output: expression(output),
  });
}

/** Leads to `next`, whether the state succeeds or fails: what it does changes nothing about what comes. */
export function inAnyCase(state: AslState, next: sfn.IChainable, output = '$states.input'): AslState {
  state.catchTo(next, ['States.ALL'], expression(output));
  state.next(next);
  return state;
}
