import { aws_kms as kms, aws_sns as sns, aws_stepfunctions as sfn } from 'aws-cdk-lib';

/** What is known of a workflow that this app does not define. */
export interface WorkflowAttributes {
  /** ARN of the state machine. */
  readonly workflowArn: string;

  /**
   * Standard or Express.
   *
   * @default StateMachineType.STANDARD
   */
  readonly workflowType?: sfn.StateMachineType;

  /**
   * Name of the alias to start.
   *
   * @default - none: the state machine is started as it was deployed last
   */
  readonly aliasName?: string;

  /**
   * Key that encrypts the definition and the data of executions.
   *
   * @default - a key that AWS owns
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Topic that alarms about this workflow notify.
   *
   * @default - none
   */
  readonly alarmTopic?: sns.ITopic;
}
