import { aws_kms as kms, aws_logs as logs, aws_stepfunctions as sfn } from 'aws-cdk-lib';

/** How a workflow logs its executions to CloudWatch Logs. */
export interface WorkflowLogging {
  /**
   * Which events of an execution are logged. `OFF` switches logging off.
   *
   * @default - `ERROR` for Standard workflows, `ALL` for Express workflows, which keep no history of their own
   */
  readonly level?: sfn.LogLevel;

  /**
   * Whether input, output and variables of executions are logged. They often hold personal data.
   *
   * @default false
   */
  readonly includeExecutionData?: boolean;

  /**
   * How long the log group keeps its events.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly retention?: logs.RetentionDays;

  /**
   * Key that encrypts the log group. CloudWatch Logs is allowed to use it, for this log group only.
   *
   * @default - the workflow's `encryptionKey`; without one, a key that AWS owns
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * A log group of yours instead of a new one. Its retention and key are then yours too.
   *
   * @default - a new log group under `/aws/vendedlogs/states/`
   */
  readonly logGroup?: logs.ILogGroup;
}
