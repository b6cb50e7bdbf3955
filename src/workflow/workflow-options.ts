import {
  aws_dynamodb as dynamodb, aws_iam as iam, aws_kms as kms, aws_lambda as lambda, aws_s3 as s3, aws_sns as sns, aws_sqs as sqs,
  aws_stepfunctions as sfn, Duration, RemovalPolicy,
} from 'aws-cdk-lib';
import { WorkflowAlarms } from './alarms/workflow-alarms';
import { WorkflowLogging } from './logging/workflow-logging';
import { WorkflowNotification } from './notifications/workflow-notification';
import { Releases } from './releases/releases';
import { Trigger } from './trigger';

/** What a workflow has around its definition: props of `Workflow` and of the patterns that make one. */
export interface WorkflowOptions {
  /**
   * Standard (durable, up to a year) or Express (up to five minutes, at high volume).
   *
   * @default StateMachineType.STANDARD
   */
  readonly workflowType?: sfn.StateMachineType;

  /**
   * Name of the state machine: 1 to 80 letters, digits and `+!@.()-=_'`.
   *
   * @default - CloudFormation makes one from the logical id
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
   */
  readonly workflowName?: string;

  /**
   * Longest time that an execution may take, in whole seconds; then it ends as timed out.
   * At most 365 days for Standard and 5 minutes for Express.
   *
   * @default - the `TimeoutSeconds` of a string or file definition, else 1 day for Standard and 5 minutes for Express
   */
  readonly timeout?: Duration;

  /**
   * Logging to CloudWatch Logs.
   *
   * @default - on: see `WorkflowLogging`
   */
  readonly logging?: WorkflowLogging;

  /**
   * Whether AWS X-Ray traces executions.
   *
   * @default true
   */
  readonly tracing?: boolean;

  /**
   * What starts the workflow.
   *
   * @default - nothing but calls of its API
   */
  readonly triggers?: Trigger[];

  /**
   * Alarms on executions that fail, time out, are aborted or throttled, or take long.
   *
   * @default - alarms on failed, timed out, throttled and aborted executions that show in CloudWatch and notify no one
   */
  readonly alarms?: WorkflowAlarms;

  /**
   * Whether there is a CloudWatch dashboard for the workflow.
   *
   * @default false
   */
  readonly dashboard?: boolean;

  /**
   * Who is told when an execution changes its status. Standard only: Express executions send no such events.
   *
   * @default - no one
   */
  readonly notifications?: WorkflowNotification[];

  /**
   * How new versions are released: each change publishes a version, and an alias moves to it.
   *
   * @default - no versions: new executions run what was deployed last
   */
  readonly releases?: Releases;

  /**
   * Role that executions run under. What the definition needs is added to it as inline policies;
   * give `role.withoutPolicyUpdates()` to keep it as it is.
   *
   * @default - a new role that Step Functions can take for this workflow only
   */
  readonly role?: iam.IRole;

  /**
   * Functions that calls may reach whose target an expression decides at run time.
   *
   * @default - none: such a call is an error at synth
   */
  readonly allowedFunctions?: lambda.IFunction[];

  /**
   * Buckets that calls, readers and writers may reach whose bucket an expression decides at run time.
   *
   * @default - none: such a call is an error at synth
   */
  readonly allowedBuckets?: s3.IBucket[];

  /**
   * Tables that calls may reach whose table an expression decides at run time.
   *
   * @default - none: such a call is an error at synth
   */
  readonly allowedTables?: dynamodb.ITable[];

  /**
   * Queues that calls may reach whose queue an expression decides at run time.
   *
   * @default - none: such a call is an error at synth
   */
  readonly allowedQueues?: sqs.IQueue[];

  /**
   * Topics that calls may reach whose topic an expression decides at run time.
   *
   * @default - none: such a call is an error at synth
   */
  readonly allowedTopics?: sns.ITopic[];

  /**
   * State machines that calls may reach whose machine an expression decides at run time.
   *
   * @default - none: such a call is an error at synth
   */
  readonly allowedStateMachines?: sfn.IStateMachine[];

  /**
   * Roles that calls may pass or assume whose role an expression decides at run time.
   *
   * @default - none: such a call is an error at synth
   */
  readonly allowedRoles?: iam.IRole[];

  /**
   * ARNs of other resources that calls may reach whose target an expression decides at run time. A call gets those of its own service.
   * ARNs of Glue tables (`arn:aws:glue:…:table/DATABASE/TABLE`) limit what Athena queries reach in their database, which else is all of it.
   *
   * @default - none: such a call is an error at synth
   */
  readonly allowedResources?: string[];

  /**
   * Key that encrypts the definition, the data of executions and, unless `logging` says otherwise, the log group.
   * It has to be a symmetric key of the same Region.
   *
   * @default - a key that AWS owns
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * How long one data key of `encryptionKey` is reused, 1 to 15 minutes. Longer is cheaper.
   *
   * @default - 5 minutes, which Step Functions decides
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_EncryptionConfiguration.html
   */
  readonly dataKeyReusePeriod?: Duration;

  /**
   * What the workflow is for; becomes the `Comment` of the definition.
   *
   * @default - none
   */
  readonly comment?: string;

  /**
   * What becomes of the state machine and its log group when they leave the stack.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}
