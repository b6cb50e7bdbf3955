import { aws_cloudwatch as cloudwatch, aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkEtlProps } from './etl-pipeline-checks';
import { DEFAULT_RUN_DATE, ETL_DEFAULTS, EtlPipelineProps } from './etl-pipeline-props';
import { EtlRun } from './etl-run';
import { freshnessAlarm } from './freshness-alarm';
import { QuietPeriod } from './quiet-period';
import { Workflow } from '../../workflow';
import { PropChecks } from '../../workflow/prop-checks';
import { expressionText } from '../../workflow/steps/jsonata';
import { WORKFLOW_DEFAULTS } from '../../workflow/workflow-defaults';

/**
 * Crawlers, jobs, queries, checks of data and loading, in stages: the steps of a stage run beside each other, the stages one after the other.
 *
 * - **A run** has a date, `$states.input.runDate`, which a backfill sets; its steps find the results of the stages before. It ends with
 *   `{ runDate, status: 'SUCCEEDED', run }`, or `SKIPPED` where another run has the lock and that is what the lock says.
 * - **One at a time**, where asked: see `RunLock`.
 * - **When a stage fails**, its input is moved to quarantine, people are told, the lock is given back, and the run fails with the error of
 *   the first step that failed.
 * - **Resumed** from the stage that failed: by redriving the execution, which takes the lock again and keeps the results so far; or by a new
 *   execution with `startFrom`, to whose input the results that later stages need are added.
 * - **Watched**: alarms on failures and, with `alarms.duration`, on long runs; with `freshness`, on runs that do not succeed for too long.
 *
 * What a stop by hand or the timeout ends, or data of more than 256 KiB after a stage, no state follows: nothing is moved and nobody told
 * but by the alarms, and the lock falls free when its lease is over. Such a run continues amid its stage when it is redriven, and the lock
 * is looked at before the next.
 */
export class EtlPipeline extends Construct {
  /** The workflow. */
  public readonly workflow: Workflow;
  /** Holds the lock and what `newObjects` notes; none where neither is asked for. */
  public readonly table?: dynamodb.ITable;
  /** Starts runs for new objects; none where that is not asked for. */
  public readonly quietPeriod?: QuietPeriod;
  /** Rings when no run has succeeded for too long; none without `freshness`. */
  public readonly freshnessAlarm?: cloudwatch.Alarm;

  /** @throws when props contradict each other; one error lists every problem, another the steps that may outlast the lock's lease */
  constructor(scope: Construct, id: string, props: EtlPipelineProps) {
    super(scope, id);
    const timeout = props.timeout ?? WORKFLOW_DEFAULTS.timeoutStandard;
    const checks = new PropChecks(this);
    checkEtlProps(props, timeout, checks);
    checks.throwIfAny();

    const { runLock: lock, newObjects, catalog } = props;
    const tableKey = props.tableKey ?? ETL_DEFAULTS.tableKey;
    this.table = lock || newObjects ? props.table ?? this.createTable(tableKey, props) : undefined;
    const run = new EtlRun({
      pipeline: this.node.path,
      stages: props.stages,
      runDate: props.runDate === undefined ? DEFAULT_RUN_DATE : expressionText(props.runDate),
      lock: lock && {
        lock,
        table: this.table!,
        tableKey,
        lockName: lock._options.lockName ?? this.node.path,
        lease: (lock._options.lease ?? timeout).toSeconds(),
        endsEarly: lock._options.lease !== undefined && lock._options.lease.toSeconds() < timeout.toSeconds(),
      },
      quarantine: props.quarantine,
      failureTopic: props.failureTopic ?? props.alarms?.topic,
      onFailure: props.onFailure ?? [],
      reportsSuccess: props.freshness !== undefined,
    });
    this.workflow = new Workflow(this, 'Workflow', {
      ...props,
      steps: [run],
      allowedResources: [...props.allowedResources ?? [], ...catalog?._allowedResources ?? []],
    });
    if (newObjects) {
      this.quietPeriod = new QuietPeriod(this, 'QuietPeriod', {
        ...newObjects, workflow: this.workflow, table: this.table!, tableKey, alarmTopic: props.alarms?.topic,
      });
    }
    if (props.freshness) this.freshnessAlarm = freshnessAlarm(this, this.workflow, props.freshness, props.alarms?.topic);
  }

  private createTable(tableKey: string, props: EtlPipelineProps): dynamodb.Table {
    return new dynamodb.Table(this, 'Table', {
      partitionKey: { name: tableKey, type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: props.tableEncryptionKey ? dynamodb.TableEncryption.CUSTOMER_MANAGED : dynamodb.TableEncryption.DEFAULT,
      encryptionKey: props.tableEncryptionKey,
      removalPolicy: props.tableRemovalPolicy ?? ETL_DEFAULTS.tableRemovalPolicy,
    });
  }
}
