import { Aws, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ETL_ERRORS, ETL_MEMBERS, ETL_STATES } from './etl-names';
import { FAILURE, failureRecord } from './failure-record';
import { LockStates } from './lock-states';
import { Quarantine, quarantineTarget } from './quarantine';
import { RetryPolicy } from '../../workflow';
import { AslState } from '../../workflow/steps/asl-state';
import { Json, JsonObject } from '../../workflow/steps/json';
import { expression, expressionText } from '../../workflow/steps/jsonata';
import { transientErrors } from '../../workflow/steps/transient-errors';

/** Objects of one child execution: 1,000 copies and deletions fit well into the five minutes of an Express one. */
const OBJECTS_OF_A_CHILD = 500;

/** Child executions at once. */
const CHILDREN = 10;

/** Objects that a child moves at once: as many as an inline map does, https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
const OBJECTS_AT_ONCE = 40;

/** Keys that are named of those that could not be moved, for each child. */
const NAMED_KEYS = 10;

/** Errors of S3 that pass by themselves: it is slowed down as an exception without a name of its own. */
const S3_ERRORS = transientErrors('S3', 'SlowDownException', 'S3Exception');

/**
 * The states that move the input of a failed run: a distributed map over the listing of its prefix, so that neither its size nor its
 * history are the run's. Each child moves some hundred objects and says how many; the run's record gets `{ moved, left, bucket, prefix }`.
 * A run with a lock makes sure that it has it still: a stage may have outlasted the lease, and the input be another run's.
 */
export function quarantineStates(scope: Construct, quarantine: Quarantine, next: sfn.IChainable, lock?: LockStates): AslState {
  const move = new AslState(scope, ETL_STATES.quarantine, mapRun(quarantine));
  move.catchAll(['States.DataLimitExceeded', 'States.ALL'].map((error) =>
    ({ errors: [error], next, output: failureRecord.with('notMoved', failureRecord.caught) })));
  move.next(next);
  const errors = quarantine.errors ?? [];
  const which = errors.length === 0 ? `$not('${ETL_ERRORS.leaseLost}' in ${FAILURE}.steps.error)`
    : `$count(${FAILURE}.steps[error in ${JSON.stringify(errors)}]) > 0`;
  return new AslState(scope, ETL_STATES.toQuarantine, { Type: 'Choice' }).when(expression(which), lock ? lock.keepToMove(move, next) : move).otherwise(next);
}

function mapRun(quarantine: Quarantine): JsonObject {
  const { bucket, prefix, subPrefix } = quarantine;
  const { bucket: target, prefix: targetPrefix } = quarantineTarget(quarantine);
  const moved = "{'bucket': '" + target.bucketName + "', 'prefix': '" + targetPrefix + "' & $states.context.Execution.Name & '/', "
    + "'moved': $sum($append([0], $states.result.moved)), 'left': $append([], $states.result.left)}";
  return {
    Type: 'Map',
    Label: 'Quarantine',
    MaxConcurrency: CHILDREN,
    ItemReader: {
      Resource: `arn:${Aws.PARTITION}:states:::s3:listObjectsV2`,
      Arguments: { Bucket: bucket.bucketName, Prefix: subPrefix === undefined ? prefix : expression(`'${prefix}' & (${expressionText(subPrefix)})`) },
    },
    // children have an execution of their own in their context
    ItemSelector: {
      rest: expression(`$substringAfter($states.context.Map.Item.Value.Key, '${prefix}')`),
      at: '{% $states.context.Map.Item.Value.LastModified %}',
      run: '{% $states.context.Execution.Name %}',
    },
    ItemBatcher: {
      MaxItemsPerBatch: OBJECTS_OF_A_CHILD,
      BatchInput: { before: expression(`$ceil($toMillis($states.input.${ETL_MEMBERS.startedAt}) / 1000)`) },
    },
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
      StartAt: ETL_STATES.moveObjects,
      States: {
        [ETL_STATES.moveObjects]: {
          Type: 'Map',
          // an object that is called as the prefix stands for the folder, and stays
          Items: "{% ($before := $states.input.BatchInput.before; [$states.input.Items[at <= $before and rest != '']]) %}",
          MaxConcurrency: OBJECTS_AT_ONCE,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'INLINE' },
            StartAt: ETL_STATES.copyObject,
            States: objectStates(bucket.bucketName, prefix, target.bucketName, targetPrefix),
          },
          Output: expression(`{'moved': $count($states.result[moved]), 'left': $filter([$states.result[$not(moved)].key], function($k, $i) { $i < ${NAMED_KEYS} })}`),
          End: true,
        },
      },
    },
    Output: expression(failureRecord.with('input', moved)),
  };
}

/** Copies an object, then deletes it. S3 takes the source URL-encoded, but for its slashes. */
function objectStates(from: string, fromPrefix: string, to: string, toPrefix: string): JsonObject {
  const rest = '$states.input.rest';
  const key = `'${fromPrefix}' & ${rest}`;
  const encoded = `$join($map($split(${rest}, '/'), $encodeUrlComponent), '/')`;
  const left = [{ ErrorEquals: ['States.ALL'], Output: '{% $states.input %}', Next: ETL_STATES.objectLeft }];
  const task = (action: string, args: JsonObject): JsonObject => ({
    Type: 'Task',
    Resource: `arn:${Aws.PARTITION}:states:::aws-sdk:s3:${action}`,
    Arguments: args,
    TimeoutSeconds: 60,
    Retry: RetryPolicy.transientErrors()._render(S3_ERRORS) as unknown as Json,
    Catch: left,
    Output: '{% $states.input %}',
  });
  return {
    [ETL_STATES.copyObject]: {
      ...task('copyObject', {
        Bucket: to,
        Key: expression(`'${toPrefix}' & $states.input.run & '/' & ${rest}`),
        CopySource: expression(`'${from}/${fromPrefix}' & ${encoded}`),
      }),
      Next: ETL_STATES.deleteObject,
    },
    [ETL_STATES.deleteObject]: { ...task('deleteObject', { Bucket: from, Key: expression(key) }), Next: ETL_STATES.objectMoved },
    [ETL_STATES.objectMoved]: { Type: 'Pass', Output: { moved: true }, End: true },
    [ETL_STATES.objectLeft]: { Type: 'Pass', Output: { moved: false, key: expression(key) }, End: true },
  };
}
