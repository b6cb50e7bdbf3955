import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { ItemProcessor } from './item-processor';
import { ItemSource } from './item-source';
import { BucketChoice } from './item-source-props';
import { RetryPolicy } from '../../workflow';

/**
 * How items are put together to batches. A child execution receives a batch as `{ Items: [...], BatchInput }`, and a batch fails as a
 * whole. Give at least one of `maxItems` and `maxInputBytes`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html
 */
export interface ItemBatching {
  /**
   * Items in a batch, at most.
   *
   * @default - as many as fit into `maxInputBytes`
   */
  readonly maxItems?: number;

  /**
   * Bytes of a batch, its `BatchInput` included, 1 to 262,144.
   *
   * @default - 262,144, what a payload may have
   */
  readonly maxInputBytes?: number;

  /**
   * What every batch is given as `BatchInput`: an object that may hold expressions in `{% %}` over `$states.input`.
   *
   * @default - nothing
   */
  readonly batchInput?: any;
}

/**
 * Where the results of a map run go: `PREFIX/MAP-RUN-ID/` gets a `manifest.json` and the files `SUCCEEDED_n`, `FAILED_n` and `PENDING_n`.
 * The bucket has to be in the workflow's account and Region. Keep results out of what starts the workflow: a trigger on the same objects would
 * start it again and again.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
export interface MapRunResults extends BucketChoice {
  /**
   * What the keys start with; text, without `/` at either end.
   *
   * @default map-runs
   */
  readonly prefix?: string;

  /**
   * A JSON array, or a JSON value a line.
   *
   * @default OutputType.JSON
   */
  readonly outputType?: sfn.OutputType;

  /**
   * What is written of children that succeed: output and metadata (`NONE`), the output (`COMPACT`), or the elements of the output
   * (`FLATTEN`). Children that fail are always written with their metadata.
   *
   * @default Transformation.NONE
   */
  readonly transformation?: sfn.Transformation;
}

/** What a distributed map does: props that `S3DistributedMap` and its step share. */
export interface DistributedMapOptions {
  /** Where the items come from. */
  readonly source: ItemSource;

  /** What is done with each item or batch. */
  readonly itemProcessor: ItemProcessor;

  /**
   * What child executions are: Standard (up to a year each, can be redriven one by one) or Express (up to five minutes, cheaper,
   * without jobs and callbacks).
   *
   * @default StateMachineType.STANDARD
   */
  readonly executionType?: sfn.StateMachineType;

  /**
   * What of an item goes to its child or batch: a JSONata expression in `{% %}`, or an object that may hold some, over
   * `$states.context.Map.Item` (`Value`, `Index`, `Source`) and `$states.input`.
   *
   * @default - the item as it is
   */
  readonly itemSelector?: any;

  /**
   * How items are put together to batches.
   *
   * @default - each item has a child execution of its own
   */
  readonly batching?: ItemBatching;

  /**
   * Child executions that run at once, 1 to 10,000. Raise it to what the services behind the processor can take.
   *
   * A Region runs 1,000 Lambda functions at once unless its quota was raised, for all that the account does there: a tenth of that lets
   * everything else go on. AWS itself would run 10,000.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
   * @default 100
   */
  readonly maxConcurrency?: number;

  /**
   * Share of the items that may fail, in percent from 0 to 100, before the run fails with `States.ExceedToleratedFailureThreshold`.
   * With `toleratedFailureCount`, whichever is exceeded first counts.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
   * @default - none may fail, unless `toleratedFailureCount` says so
   */
  readonly toleratedFailurePercentage?: number;

  /**
   * Number of items that may fail before the run fails. Each item of a failed batch counts.
   *
   * @default - none may fail, unless `toleratedFailurePercentage` says so
   */
  readonly toleratedFailureCount?: number;

  /**
   * How what is done with an item is retried: for the function or steps of `itemProcessor` that have no `retry` of their own. Not for a chain.
   *
   * @default RetryPolicy.transientErrors()
   */
  readonly itemRetry?: RetryPolicy;

  /**
   * Label of the map runs: part of the ARNs of child executions and of their metrics. 1 to 40 ASCII characters, 34 with a second run,
   * without blanks, brackets, wildcards and special characters.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
   * @default - made of the name
   */
  readonly label?: string;

  /**
   * Items that are read at most, 1 to 100,000,000. Not with `ItemSource.input`.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
   * @default - all
   */
  readonly maxItems?: number;
}
