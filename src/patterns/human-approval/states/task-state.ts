import { Aws, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { RetryPolicy } from '../../../workflow/retry-policy';
import { AslState } from '../../../workflow/steps/asl-state';
import { Json, JsonObject } from '../../../workflow/steps/json';
import { STEP_DEFAULTS } from '../../../workflow/steps/step-defaults';
import { transientErrors } from '../../../workflow/steps/transient-errors';

/** A request may be open for days, so a service that fails for an hour does not end it. */
const PATIENT = RetryPolicy.transientErrors({ interval: Duration.seconds(2), maxAttempts: 12, maxDelay: Duration.minutes(10) });

/** What services answer that are busy, by the resource of the call. */
const ERRORS: { readonly [service: string]: readonly string[] } = {
  'dynamodb': transientErrors('DynamoDB', 'ProvisionedThroughputExceededException', 'RequestLimitExceededException', 'InternalServerErrorException'),
  'aws-sdk:dynamodb': transientErrors('DynamoDb', 'ProvisionedThroughputExceededException', 'RequestLimitExceededException',
    'InternalServerErrorException', 'TransactionInProgressException'),
};

/**
 * A transaction is cancelled for a condition that does not hold, and under the same name where another one was in its way or the table was
 * busy: that passes.
 */
export const CANCELLED = 'DynamoDb.TransactionCanceledException';
const CROSSED = RetryPolicy.on([CANCELLED], { interval: Duration.seconds(1), maxAttempts: 4, maxDelay: Duration.seconds(10) });

/**
 * A call of the pattern's own. `fields` are further fields of the state. Each may be made twice, so that a lost answer is no harm: a call whose
 * answer does not come is tried again too, where waiting for it is not what the state is for (`TimeoutSeconds` of its own).
 */
export function taskState(scope: Construct, name: string, resource: string, request: JsonObject, fields: JsonObject,
  errors: readonly string[] = ERRORS[resource.slice(0, resource.lastIndexOf(':'))]): AslState {
  const waits = fields.TimeoutSeconds !== undefined;
  const retried = PATIENT._render([...errors, ...(waits ? [] : ['States.Timeout'])]);
  return new AslState(scope, name, {
    Type: 'Task',
    Resource: `arn:${Aws.PARTITION}:states:::${resource}`,
    Arguments: request,
    TimeoutSeconds: STEP_DEFAULTS.responseTimeout.toSeconds(),
    Retry: [...retried, ...(resource.endsWith(':transactWriteItems') ? CROSSED._render([]) : [])] as unknown as Json,
    ...fields,
  });
}
