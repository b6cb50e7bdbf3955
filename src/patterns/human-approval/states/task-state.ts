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

/** A call of the pattern's own. `fields` are further fields of the state. */
export function taskState(scope: Construct, name: string, resource: string, request: JsonObject, fields: JsonObject,
  errors: readonly string[] = ERRORS[resource.slice(0, resource.lastIndexOf(':'))]): AslState {
  return new AslState(scope, name, {
    Type: 'Task',
    Resource: `arn:${Aws.PARTITION}:states:::${resource}`,
    Arguments: request,
    TimeoutSeconds: STEP_DEFAULTS.responseTimeout.toSeconds(),
    Retry: PATIENT._render(errors) as unknown as Json,
    ...fields,
  });
}
