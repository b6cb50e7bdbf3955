import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { MAP_DEFAULTS } from './map-limits';
import { accountMetric, MapMetrics } from './map-metrics';
import { S3DistributedMapProps } from './s3-distributed-map-props';
import { notifyTopic } from '../../workflow/alarms/alarm-topic';
import { PropChecks } from '../../workflow/prop-checks';
import { WORKFLOW_DEFAULTS } from '../../workflow/workflow-defaults';

/** The alarms that a map got. */
export interface MapAlarms {
  readonly itemsFailed?: cloudwatch.Alarm;
  readonly backlog?: cloudwatch.Alarm;
}

export function checkMapAlarms(props: S3DistributedMapProps, checks: PropChecks): void {
  for (const prop of ['itemsFailedThreshold', 'backlogThreshold'] as const) {
    const value = props[prop];
    checks.check(value === undefined || (Number.isInteger(value) && value >= 1), prop, value, 'give a whole number from 1 on');
    checks.check(value === undefined || props.alarms?.enabled !== false, prop, value, 'take it out, or enable the alarms');
  }
}

export function createMapAlarms(scope: Construct, metrics: MapMetrics, props: S3DistributedMapProps): MapAlarms {
  if (props.alarms?.enabled === false) return {};
  const period = props.alarms?.period ?? WORKFLOW_DEFAULTS.alarmPeriod;
  const alarm = (id: string, what: string, metric: cloudwatch.IMetric, threshold: number): cloudwatch.Alarm => {
    const made = new cloudwatch.Alarm(scope, id, {
      alarmDescription: `${scope.node.path}: ${what}`,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    if (props.alarms?.topic !== undefined) notifyTopic(made, props.alarms.topic);
    return made;
  };
  return {
    itemsFailed: alarm('ItemsFailedAlarm', 'items or batches failed', metrics.itemsFailed({ period }),
      props.itemsFailedThreshold ?? MAP_DEFAULTS.itemsFailedThreshold),
    backlog: alarm('BacklogAlarm', 'map runs of the account wait, because as many are open as may be', accountMetric('ApproximateMapRunBacklogSize', { period }),
      props.backlogThreshold ?? MAP_DEFAULTS.backlogThreshold),
  };
}
