import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { AGAIN_LABEL } from './map-names';
import { IWorkflow } from '../../workflow';

/**
 * Metrics of the map runs of one workflow. Child executions have metrics under the state machine's ARN with the label behind it; map runs
 * that are open or wait are counted for the account.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
export class MapMetrics {
  constructor(private readonly workflow: IWorkflow, private readonly label: string, private readonly secondRun: boolean) {}

  /** A metric of child executions, those of second runs among them. */
  public children(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.IMetric {
    const metrics = this.labels.map((label) => this.ofLabel(metricName, label, options));
    return metrics.length === 1 ? metrics[0] : sum(metrics, options, metricName);
  }

  /** Child executions that failed or timed out. */
  public itemsFailed(options: cloudwatch.MetricOptions = {}): cloudwatch.IMetric {
    const metrics = ['ExecutionsFailed', 'ExecutionsTimedOut'].flatMap((name) => this.labels.map((label) => this.ofLabel(name, label, options)));
    return sum(metrics, options, 'child executions failed or timed out');
  }

  private get labels(): string[] {
    return this.secondRun ? [this.label, `${this.label}${AGAIN_LABEL}`] : [this.label];
  }

  private ofLabel(metricName: string, label: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/States', metricName, statistic: 'Sum', ...options, dimensionsMap: { StateMachineArn: `${this.workflow.workflowArn}/${label}` },
    });
  }
}

/** A metric of all map runs of the account in this Region. */
export function accountMetric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace: 'AWS/States', metricName, statistic: 'Maximum', ...options });
}

/** A metric that has sent nothing yet counts as 0, or the sum would say nothing. Ids say which metric it is: they are unique in a graph. */
function sum(metrics: readonly cloudwatch.Metric[], { period, label }: cloudwatch.MetricOptions, what: string): cloudwatch.MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, at) => [`${metric.metricName[0].toLowerCase()}${metric.metricName.slice(1)}${at}`, metric]));
  return new cloudwatch.MathExpression({ expression: Object.keys(usingMetrics).map((id) => `FILL(${id}, 0)`).join(' + '), usingMetrics, period, label: label ?? what });
}
