import { aws_kms as kms, aws_stepfunctions as sfn, RemovalPolicy } from 'aws-cdk-lib';
import { DistributedMapOptions, MapRunResults } from './map-options';
import { Step, WorkflowOptions } from '../../workflow';

/** Props of `S3DistributedMap`. The workflow around the map is Standard: Express workflows run no distributed map. */
export interface S3DistributedMapProps extends DistributedMapOptions, WorkflowOptions {
  /**
   * Name of the map in the workflow: its summary stands under it in the output. 1 to 50 characters.
   *
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Where results are written.
   *
   * @default - a new bucket (see `resultsBucket`), below `map-runs/`, as JSON with metadata
   */
  readonly results?: MapRunResults;

  /**
   * Key that encrypts the new bucket for results.
   *
   * @default - encrypted with keys that S3 manages
   */
  readonly resultsEncryptionKey?: kms.IKey;

  /**
   * What becomes of the new bucket for results when it leaves the stack. Results are kept by default.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly resultsRemovalPolicy?: RemovalPolicy;

  /**
   * Whether the workflow also takes a file of failed items: an execution with the input `{ "failedItems": KEY }` processes what a
   * `FAILED_n` or `PENDING_n` file of the results lists, and nothing else. It doubles the processor's part of the definition.
   *
   * @default true
   */
  readonly secondRun?: boolean;

  /**
   * Step that runs after the summary, to tell somebody or to go on; it receives the input with the summary. Failures are told by
   * `notifications` and `alarms`.
   *
   * @default - nothing
   */
  readonly notification?: Step;

  /**
   * Child executions that failed or timed out within the alarms' period before the alarm rings.
   *
   * @default 1
   */
  readonly itemsFailedThreshold?: number;

  /**
   * Map runs of the account in this Region that wait because 1,000 are open already, before the alarm rings.
   *
   * @default 1
   */
  readonly backlogThreshold?: number;
}

/** Props of `S3DistributedMap.step`. */
export interface DistributedMapStepProps extends DistributedMapOptions {
  /** Name of the step, 1 to 50 characters; its result stands under it in the object that later steps receive. */
  readonly name: string;

  /** Where results are written. */
  readonly results: MapRunResults;

  /**
   * A word for the reader of the definition.
   *
   * @default - none
   */
  readonly comment?: string;

  /**
   * The step that undoes this one when a later step of the same `Saga` fails for good.
   *
   * @default - nothing is undone
   */
  readonly compensation?: Step;
}

/** @internal */
export const S3_MAP_DEFAULTS = {
  executionType: sfn.StateMachineType.STANDARD,
  outputType: sfn.OutputType.JSON,
  transformation: sfn.Transformation.NONE,
  resultsRemovalPolicy: RemovalPolicy.RETAIN,
  secondRun: true,
};
