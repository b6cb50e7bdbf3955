import { aws_dynamodb as dynamodb, aws_kms as kms, aws_sns as sns, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { EtlCatalog } from './etl-catalog';
import { EtlStage } from './etl-stage';
import { NewObjects } from './new-objects';
import { Quarantine } from './quarantine';
import { RunLock } from './run-lock';
import { Step, WorkflowOptions } from '../../workflow';

/**
 * Props of `EtlPipeline`. `triggers` start runs at times (`Trigger.schedule`, with its time zone) or when a manifest or marker file arrives
 * (`Trigger.s3Object`); `newObjects` starts one for many files. By hand, a run is started with an input such as
 * `{ "runDate": "2026-01-31", "startFrom": "load" }`.
 */
export interface EtlPipelineProps extends WorkflowOptions {
  /** The stages, in their order. */
  readonly stages: EtlStage[];

  /**
   * Lets one run work at a time.
   *
   * @default - runs do not look at each other
   */
  readonly runLock?: RunLock;

  /**
   * Starts a run when new objects have arrived and no more come.
   *
   * @default - `triggers` or people start runs
   */
  readonly newObjects?: NewObjects;

  /**
   * Where the input lies, and where it is moved when a run fails.
   *
   * @default - the input stays where it is
   */
  readonly quarantine?: Quarantine;

  /**
   * Topic that is told of each failed run: the stage, its steps with their errors, what became of the input, a link to the console, and
   * how to resume.
   *
   * @default - the topic of `alarms`; without one, nobody is told
   */
  readonly failureTopic?: sns.ITopic;

  /**
   * Further steps when a run has failed, one after the other. They find what happened in `$states.input.failure`:
   * `{ stage, steps: [{ step, error, cause }], input }`. One that fails changes nothing.
   *
   * @default - none
   */
  readonly onFailure?: Step[];

  /**
   * Alarm when no run has succeeded for so long, in whole hours up to 7 days. A run that was skipped has not succeeded.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
   * @default - no alarm
   */
  readonly freshness?: Duration;

  /**
   * The run date where the input names none: a JSONata expression in `{% %}` that gives `YYYY-MM-DD`. Steps find it in
   * `$states.input.runDate`; an input of `{ "runDate": "2026-01-31" }` sets it, as a backfill does.
   *
   * @default - the day, in UTC, of the schedule (`scheduledTime`), of the event (`time`), of the last object that arrived (`newObjects`),
   * or of the start
   */
  readonly runDate?: string;

  /**
   * Databases, work group and crawlers that the steps use; what they reach is granted.
   *
   * @default - the steps bring theirs
   */
  readonly catalog?: EtlCatalog;

  /**
   * Table that holds the lock and what `newObjects` notes. Its partition key is the text attribute `tableKey`, and it has no sort key.
   * Several pipelines may share one.
   *
   * @default - a new one, on demand, where `runLock` or `newObjects` needs it
   */
  readonly table?: dynamodb.ITable;

  /**
   * Partition key of the table.
   *
   * @default id
   */
  readonly tableKey?: string;

  /**
   * Key that encrypts the new table.
   *
   * @default - a key that AWS owns
   */
  readonly tableEncryptionKey?: kms.IKey;

  /**
   * What becomes of the new table when it leaves the stack. It holds nothing but who works right now.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly tableRemovalPolicy?: RemovalPolicy;
}

/** @internal */
export const ETL_DEFAULTS = { tableKey: 'id', tableRemovalPolicy: RemovalPolicy.DESTROY };

/** JSONata of the run date where the input has none. @internal */
export const DEFAULT_RUN_DATE = '$substring($exists($states.input.scheduledTime) ? $states.input.scheduledTime '
  + ': $exists($states.input.time) ? $states.input.time : $exists($states.input.arrivals.last) ? $states.input.arrivals.last '
  + ': $states.context.Execution.StartTime, 0, 10)';
