import { aws_cloudwatch as cloudwatch, aws_iam as iam, aws_kms as kms, aws_sns as sns, aws_stepfunctions as sfn, IResource } from 'aws-cdk-lib';

/** A workflow: a state machine of this app, or one that exists already. */
export interface IWorkflow extends IResource {
  /** The state machine. */
  readonly stateMachine: sfn.IStateMachine;
  /** ARN of the state machine. */
  readonly workflowArn: string;
  /** Name of the state machine. */
  readonly workflowName: string;
  /** Standard or Express. */
  readonly workflowType: sfn.StateMachineType;
  /** The ARN that triggers start: the release alias where the workflow has one, else the state machine. */
  readonly startArn: string;
  /** Key that encrypts the definition and the data of executions; none where AWS owns the key. */
  readonly encryptionKey?: kms.IKey;
  /** Topic that the workflow's alarms notify; none where they notify no one. */
  readonly alarmTopic?: sns.ITopic;
  /** Lets `grantee` start executions (`states:StartExecution` on `startArn`). */
  grantStart(grantee: iam.IGrantable): iam.Grant;
  /**
   * Lets `grantee` run an Express workflow synchronously (`states:StartSyncExecution` on `startArn`).
   *
   * @throws for Standard workflows, which do not run synchronously
   */
  grantStartSync(grantee: iam.IGrantable): iam.Grant;
  /** Lets `grantee` read the definition and, of Standard workflows, the executions and their histories. */
  grantRead(grantee: iam.IGrantable): iam.Grant;
  /**
   * Lets `grantee` redrive failed executions (`states:RedriveExecution`).
   *
   * @throws for Express workflows, whose executions cannot be redriven
   */
  grantRedrive(grantee: iam.IGrantable): iam.Grant;
  /**
   * Lets `grantee` answer tasks that wait for a callback (`states:SendTaskSuccess`, `SendTaskFailure`, `SendTaskHeartbeat`).
   * It may be something that the workflow itself calls: the grant names the state machine by its name, not by a reference to it.
   *
   * @throws for Express workflows, whose tasks do not wait for callbacks
   */
  grantTaskResponse(grantee: iam.IGrantable): iam.Grant;
  /**
   * A metric of the state machine in `AWS/States`; sum over 5 minutes.
   *
   * @param metricName name of the metric, such as `ExecutionsSucceeded`
   */
  metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Executions that started; sum over 5 minutes. */
  metricStarted(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Executions that ended well; sum over 5 minutes. */
  metricSucceeded(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Executions that ended with an error; sum over 5 minutes. */
  metricFailed(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Executions that timed out; sum over 5 minutes. */
  metricTimedOut(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** Executions that were stopped; sum over 5 minutes. */
  metricAborted(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** State transitions that were throttled (Standard); sum over 5 minutes. */
  metricThrottled(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
  /** How long executions took, in milliseconds; average over 5 minutes. */
  metricDuration(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
}
