/**
 * A call of a workflow to a service, as a mock or an authorizer sees it.
 */
export interface ServiceRequest {
  /** Name of the state that makes the call. */
  readonly stateName: string;
  /** The state's `Resource`, as it is written. */
  readonly resource: string;
  /** The service: `lambda`, `dynamodb`, `sqs`, `aws-sdk:s3`, `activity`… */
  readonly service: string;
  /**
   * The action: `invoke`, `putItem`…
   *
   * Empty for an activity.
   */
  readonly action: string;
  /** How the state waits: `REQUEST_RESPONSE`, `RUN_JOB` or `WAIT_FOR_TASK_TOKEN`. */
  readonly pattern: string;
  /** What is sent, as a JSON value. JSON nulls in it are lost outside of TypeScript: see `requestJson`. */
  readonly request: any;
  /** What is sent, as JSON text. */
  readonly requestJson: string;
  /** ARN of the role that makes the call: the workflow's, or the one of the state's `Credentials`. */
  readonly roleArn: string;
  /** ARN of the state machine. */
  readonly stateMachineArn: string;
  /** Name of the state machine. */
  readonly stateMachineName: string;
  /** ARN of the execution. */
  readonly executionArn: string;
  /** How often the state was retried before this call. */
  readonly retryCount: number;
  /**
   * The task token, where the state waits for one.
   *
   * @default - the state waits for no token
   */
  readonly taskToken?: string;
  /** Virtual time of the call, in ISO 8601. */
  readonly time: string;
}
