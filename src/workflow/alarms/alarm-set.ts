import { aws_cloudwatch as cloudwatch, aws_sns as sns, aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PropChecks } from '../prop-checks';
import { WORKFLOW_DEFAULTS } from '../workflow-defaults';
import { checkAlarmTopic, notifyTopic } from './alarm-topic';
import { WorkflowAlarms } from './workflow-alarms';

/** The alarms that a workflow got. */
export interface AlarmSet {
  readonly failed?: cloudwatch.Alarm;
  readonly timedOut?: cloudwatch.Alarm;
  readonly throttled?: cloudwatch.Alarm;
  readonly aborted?: cloudwatch.Alarm;
  readonly duration?: cloudwatch.Alarm;
}

const THRESHOLDS = ['failedThreshold', 'timedOutThreshold', 'throttledThreshold', 'abortedThreshold'] as const;
const STANDARD_ONLY = ['throttledThreshold', 'abortedThreshold'] as const;

export function checkAlarms(props: WorkflowAlarms | undefined, type: sfn.StateMachineType, checks: PropChecks): void {
  if (props === undefined) return;
  if (props.enabled === false) {
    const others = Object.entries(props).filter(([key, value]) => key !== 'enabled' && value !== undefined).map(([key]) => key);
    checks.check(others.length === 0, 'alarms.enabled', false, `there are no alarms, so take out ${others.join(', ')}, or enable them`);
    return;
  }
  checks.check(props.topic !== undefined, 'alarms.topic', props.topic,
    'give the topic that the alarms notify, or leave alarms out for alarms that only show in CloudWatch');
  checkAlarmTopic(props.topic, 'alarms.topic', checks);
  for (const prop of THRESHOLDS) {
    const value = props[prop];
    checks.check(value === undefined || (Number.isInteger(value) && value >= 1), `alarms.${prop}`, value, 'give a whole number from 1 on');
  }
  if (type === sfn.StateMachineType.EXPRESS) {
    for (const prop of STANDARD_ONLY) {
      checks.check(props[prop] === undefined, `alarms.${prop}`, props[prop], 'leave it out: Express workflows have no such metric');
    }
  }
  const period = props.period?.toSeconds({ integral: false });
  checks.check(period === undefined || (period > 0 && period % 60 === 0), 'alarms.period', props.period, 'give a minute or a multiple of it');
  checkDuration(props, checks);
}

function checkDuration(props: WorkflowAlarms, checks: PropChecks): void {
  if (props.duration === undefined) return;
  const { percentile, threshold } = props.duration;
  checks.check(threshold.toMilliseconds() > 0, 'alarms.duration.threshold', threshold, 'give a duration above zero');
  checks.check(percentile === undefined || (percentile > 0 && percentile < 100), 'alarms.duration.percentile', percentile,
    'give a number above 0 and below 100');
}

export function createAlarms(
  scope: Construct, machine: sfn.IStateMachine, type: sfn.StateMachineType, props: WorkflowAlarms = {},
): AlarmSet {
  if (props.enabled === false) return {};
  const standard = type === sfn.StateMachineType.STANDARD;
  const at = new Construct(scope, 'Alarms');
  const period = props.period ?? WORKFLOW_DEFAULTS.alarmPeriod;
  const counted = (id: string, what: string, metric: cloudwatch.Metric, threshold: number = WORKFLOW_DEFAULTS.alarmThreshold) =>
    alarm(at, id, `${scope.node.path}: ${what}`, metric.with({ period, statistic: 'Sum' }), threshold, props.topic);
  return {
    failed: counted('Failed', 'executions failed', machine.metricFailed(), props.failedThreshold),
    timedOut: counted('TimedOut', 'executions timed out', machine.metricTimedOut(), props.timedOutThreshold),
    throttled: standard ? counted('Throttled', 'state transitions were throttled', machine.metricThrottled(), props.throttledThreshold) : undefined,
    aborted: standard ? counted('Aborted', 'executions were aborted', machine.metricAborted(), props.abortedThreshold) : undefined,
    duration: props.duration && durationAlarm(at, scope.node.path, machine, period, props),
  };
}

function durationAlarm(scope: Construct, path: string, machine: sfn.IStateMachine, period: Duration, props: WorkflowAlarms): cloudwatch.Alarm {
  const { threshold, percentile = WORKFLOW_DEFAULTS.alarmPercentile } = props.duration!;
  const metric = machine.metricTime({ period, statistic: `p${percentile}` });
  return alarm(scope, 'Duration', `${path}: executions take long (p${percentile})`, metric, threshold.toMilliseconds(), props.topic);
}

function alarm(
  scope: Construct, id: string, description: string, metric: cloudwatch.Metric, threshold: number, topic: sns.ITopic | undefined,
): cloudwatch.Alarm {
  const made = new cloudwatch.Alarm(scope, id, {
    alarmDescription: description,
    metric,
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  if (topic !== undefined) notifyTopic(made, topic);
  return made;
}
