import { aws_cloudwatch as cloudwatch, aws_s3 as s3, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { allowedBucketsOf } from './bucket-choice';
import { checkMapAlarms, createMapAlarms } from './map-alarms';
import { addMapWidgets } from './map-dashboard';
import { MAP_DEFAULTS } from './map-limits';
import { accountMetric, MapMetrics } from './map-metrics';
import { MapRunResults } from './map-options';
import { MapStep } from './map-step';
import { createResultsBucket } from './results-bucket';
import { DistributedMapStepProps, S3_MAP_DEFAULTS, S3DistributedMapProps } from './s3-distributed-map-props';
import { selfStarting } from './self-start';
import { Step, Workflow } from '../../workflow';
import { PropChecks } from '../../workflow/prop-checks';

/**
 * Does the same with each of up to millions of objects, rows or values, thousands of them at a time: a Standard workflow with a distributed
 * map. Each item, or batch of items, is a child execution, Standard or Express.
 *
 * - **Results** are written to a bucket. The output is the input with a summary under the map's name: `{ mapRunArn, bucket, manifest,
 *   items, executions, failedItems }`. `items` and `executions` count `total, succeeded, failed, timedOut, aborted, pending`;
 *   `failedItems` lists the keys of the files of failed items.
 * - **Failed items** that are tolerated are processed again by an execution with the input `{ "failedItems": KEY }`: each child of the
 *   file gets the input that it had. More failures than are tolerated fail the execution; redriving it (within 14 days) runs what failed
 *   and what had not started. Nothing catches that failure, since a redrive would then skip the map.
 * - **Alarms** ring on failed child executions and on map runs that wait.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
export class S3DistributedMap extends Construct {
  /**
   * A distributed map with its summary, as a step of any Standard workflow or saga. What its `bucketName`s may give has to be in the
   * workflow's `allowedBuckets`, and an Athena manifest's `dataBuckets` too. It has no second run: use `ItemSource.failedItems` for that.
   */
  public static step(props: DistributedMapStepProps): Step {
    return new MapStep(props, false);
  }

  /** The workflow. */
  public readonly workflow: Workflow;
  /** Where results are written; none where an expression says so at run time. */
  public readonly resultsBucket?: s3.IBucket;
  /** What the keys of results start with. */
  public readonly resultsPrefix: string;
  /** Label of the map runs. */
  public readonly label: string;
  /** Rings when child executions fail or time out. */
  public readonly itemsFailedAlarm?: cloudwatch.Alarm;
  /** Rings when map runs wait because the account has as many open as it may. */
  public readonly backlogAlarm?: cloudwatch.Alarm;
  private readonly metrics: MapMetrics;

  /** @throws when props contradict each other or are outside what AWS takes; one error lists every problem */
  constructor(scope: Construct, id: string, props: S3DistributedMapProps) {
    super(scope, id);
    const checks = new PropChecks(this);
    const secondRun = props.secondRun ?? S3_MAP_DEFAULTS.secondRun;
    const ownBucket = props.results?.bucket === undefined && props.results?.bucketName === undefined && props.results?.allowedBuckets === undefined;
    const results: MapRunResults = ownBucket ? { ...props.results, bucket: createResultsBucket(this, props) } : props.results!;
    const map = new MapStep({ ...props, name: props.name ?? id, results, comment: undefined }, secondRun);
    checks.merge(map._mapProblems);
    checks.check(props.workflowType !== sfn.StateMachineType.EXPRESS, 'workflowType', props.workflowType,
      'leave it out: Express workflows run no distributed map; give executionType EXPRESS for Express children');
    for (const prop of ['resultsEncryptionKey', 'resultsRemovalPolicy'] as const) {
      checks.check(ownBucket || props[prop] === undefined, prop, props[prop], 'take it out: the bucket given has its own');
    }
    checkMapAlarms(props, checks);
    checks.throwIfAny();

    this.resultsBucket = results.bucket;
    this.resultsPrefix = results.prefix ?? MAP_DEFAULTS.prefix;
    this.label = map._label;
    this.workflow = new Workflow(this, 'Workflow', {
      ...props,
      steps: [map, ...(props.notification ? [props.notification] : [])],
      allowedBuckets: [...new Set([...props.allowedBuckets ?? [], ...props.source._allowedBuckets, ...allowedBucketsOf(results)])],
    });
    this.refuseSelfStart(results);
    this.metrics = new MapMetrics(this.workflow, this.label, secondRun);
    const alarms = createMapAlarms(this, this.metrics, props);
    this.itemsFailedAlarm = alarms.itemsFailed;
    this.backlogAlarm = alarms.backlog;
    if (this.workflow.dashboard !== undefined) addMapWidgets(this.workflow.dashboard, this.metrics, alarms);
  }

  /** A run that is started by what a run writes starts the next one, without end; also by a trigger that is added later. */
  private refuseSelfStart({ bucket, allowedBuckets }: MapRunResults): void {
    const rules = () => selfStarting(this.workflow, bucket ? [bucket] : allowedBuckets ?? [], this.resultsPrefix);
    const fix = `it matches the results below '${this.resultsPrefix}/', so that each run would start another, without end: `
      + 'give the trigger a prefix outside of it, or results.bucket another bucket';
    const checks = new PropChecks(this);
    for (const rule of rules()) checks.add('triggers', rule, fix);
    checks.throwIfAny();
    this.node.addValidation({ validate: () => rules().map((rule) => `triggers: got '${rule}'; ${fix}`) });
  }

  /**
   * A metric of the child executions, those of second runs among them; sum over 5 minutes.
   *
   * @param metricName `ExecutionsStarted`, `ExecutionsSucceeded`, `ExecutionsFailed`, `ExecutionsTimedOut`, `ExecutionsAborted`
   */
  public metricChildExecutions(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metrics.children(metricName, props);
  }

  /** Child executions, that is items or batches, that failed or timed out; sum over 5 minutes. */
  public metricItemsFailed(props?: cloudwatch.MetricOptions): cloudwatch.IMetric {
    return this.metrics.itemsFailed(props);
  }

  /** Map runs of the account in this Region that are open, of at most 1,000; maximum over 5 minutes. */
  public metricOpenMapRuns(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return accountMetric('ApproximateOpenMapRunCount', props);
  }

  /** Map runs of the account in this Region that wait until fewer are open; maximum over 5 minutes. */
  public metricMapRunBacklog(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return accountMetric('ApproximateMapRunBacklogSize', props);
  }
}
