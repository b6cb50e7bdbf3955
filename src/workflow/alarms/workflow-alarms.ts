import { aws_sns as sns, Duration } from 'aws-cdk-lib';

/** The alarms of a workflow. Thresholds are numbers of executions (of events, for throttling) in one period. */
export interface WorkflowAlarms {
  /**
   * Topic that the alarms notify. A topic with a customer managed key lets CloudWatch use that key.
   *
   * @default - none, which is an error: leave `alarms` out for alarms that only show in CloudWatch
   */
  readonly topic?: sns.ITopic;

  /**
   * Whether there are alarms.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Length of the period that counts are taken over: a minute or a multiple of it.
   *
   * @default Duration.minutes(5)
   */
  readonly period?: Duration;

  /**
   * Failed executions that raise the alarm. For Express workflows too, whether they log or not: the metric does not come from logs.
   *
   * @default 1
   */
  readonly failedThreshold?: number;

  /**
   * Timed out executions that raise the alarm.
   *
   * @default 1
   */
  readonly timedOutThreshold?: number;

  /**
   * Throttled state transitions that raise the alarm. Standard only: transitions of Express workflows have no quota.
   *
   * @default 1
   */
  readonly throttledThreshold?: number;

  /**
   * Aborted executions that raise the alarm. Standard only: Express executions cannot be stopped.
   *
   * @default 1
   */
  readonly abortedThreshold?: number;

  /**
   * An alarm on how long executions take.
   *
   * @default - none
   */
  readonly duration?: DurationAlarm;
}

/** An alarm on how long executions take. */
export interface DurationAlarm {
  /** Duration from which on the alarm is raised. */
  readonly threshold: Duration;

  /**
   * Percentile of the durations that is compared, above 0 and below 100.
   *
   * @default 99
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
   */
  readonly percentile?: number;
}
