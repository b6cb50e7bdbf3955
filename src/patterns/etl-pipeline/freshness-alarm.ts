import { aws_cloudwatch as cloudwatch, aws_sns as sns, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { SUCCESS_METRIC } from './etl-names';
import { Workflow } from '../../workflow';
import { notifyTopic } from '../../workflow/alarms/alarm-topic';

/**
 * An alarm that rings when no run has reported a success for so many hours, also when none ever did. Hours without a report count as none:
 * CloudWatch would otherwise look further back for the last one.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function freshnessAlarm(scope: Construct, workflow: Workflow, freshness: Duration, topic: sns.ITopic | undefined): cloudwatch.Alarm {
  const { namespace, name, dimension } = SUCCESS_METRIC;
  const period = Duration.hours(1);
  const succeeded = new cloudwatch.Metric({
    namespace, metricName: name, dimensionsMap: { [dimension]: workflow.workflowName }, statistic: cloudwatch.Stats.SUM, period,
  });
  const alarm = new cloudwatch.Alarm(scope, 'FreshnessAlarm', {
    alarmDescription: `${scope.node.path}: no run has succeeded for ${freshness.toHumanString()}`,
    metric: new cloudwatch.MathExpression({ expression: 'FILL(succeeded, 0)', usingMetrics: { succeeded }, label: 'runs that succeeded', period }),
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: freshness.toHours(),
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
  });
  if (topic) notifyTopic(alarm, topic);
  return alarm;
}
