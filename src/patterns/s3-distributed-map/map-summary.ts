import { aws_stepfunctions as sfn, Aws } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { bucketNameOf } from './bucket-choice';
import { MAP_DEFAULTS } from './map-limits';
import { mapStateNames } from './map-names';
import { MapRunResults } from './map-options';
import { RetryPolicy } from '../../workflow';
import { AslState } from '../../workflow/steps/asl-state';
import { Json, JsonObject } from '../../workflow/steps/json';
import { expression, objectOf, quoted } from '../../workflow/steps/jsonata';
import { STEP_DEFAULTS } from '../../workflow/steps/step-defaults';
import { transientErrors } from '../../workflow/steps/transient-errors';

/** What the summary tells of items and of child executions, by the names of DescribeMapRun. */
const COUNTS = { total: 'Total', succeeded: 'Succeeded', failed: 'Failed', timedOut: 'TimedOut', aborted: 'Aborted', pending: 'Pending' };

/**
 * The states that sum a map run up: its counts, from Step Functions, and the files of failed items, from its manifest. The manifest is
 * asked because it alone says which files are of the last attempt after a redrive.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html
 */
export function summarize(scope: Construct, names: ReturnType<typeof mapStateNames>, results: MapRunResults): sfn.IChainable {
  const count = call(scope, names.count, 'aws-sdk:sfn:describeMapRun', 'Sfn', { MapRunArn: '{% $states.input.mapRunArn %}' },
    `{'items': ${counts('ItemCounts')}, 'executions': ${counts('ExecutionCounts')}}`);
  const failed = call(scope, names.failed, 'aws-sdk:s3:getObject', 'S3', {
    Bucket: results.bucket === undefined ? '{% $states.input.bucket %}' : bucketNameOf(results),
    Key: keyBelow(results.prefix ?? MAP_DEFAULTS.prefix, '$states.input.manifest'),
  }, "{'failedItems': [$parse($states.result.Body).ResultFiles.FAILED.Key]}");
  return count.next(failed);
}

/** A key that starts with the prefix whatever the expression gives, so that the role needs what is below the prefix and no more. */
export function keyBelow(prefix: string, key: string): string {
  const folder = quoted(`${prefix}/`);
  return expression(`${folder} & $substringAfter(${key}, ${folder})`);
}

function counts(of: string): string {
  return objectOf(COUNTS, (name) => `$states.result.${of}.${name}`);
}

/** A call whose result joins what the state before it gave. */
function call(scope: Construct, name: string, resource: string, errors: string, args: JsonObject, adds: string): AslState {
  return new AslState(scope, name, {
    Type: 'Task',
    Resource: `arn:${Aws.PARTITION}:states:::${resource}`,
    Arguments: args,
    TimeoutSeconds: STEP_DEFAULTS.responseTimeout.toSeconds(),
    Retry: RetryPolicy.transientErrors()._render(transientErrors(errors)) as unknown as Json,
    Output: expression(`$merge([$states.input, ${adds}])`),
  });
}
