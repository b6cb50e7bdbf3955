import { aws_apigateway as apigateway, aws_logs as logs } from 'aws-cdk-lib';
import { TriggerInvocation } from './trigger-invocation';
import { TriggerOptions } from './trigger-options';

/** How an HTTP request starts a workflow. */
export interface ApiTriggerOptions extends TriggerOptions {
  /**
   * Path of the resource whose POST starts the workflow: `orders` or `shops/orders`.
   *
   * @default - the root of the API
   */
  readonly path?: string;

  /**
   * API that the resource is added to. Its stage, log and throttling are its own.
   *
   * @default - a new regional REST API
   */
  readonly api?: apigateway.RestApi;

  /**
   * Whether the request waits for the end of the execution and is answered with its output. Express workflows only; API Gateway waits for
   * 29 seconds at most.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
   * @default TriggerInvocation.ASYNCHRONOUS
   */
  readonly invocation?: TriggerInvocation;

  /**
   * Field of the output that is the HTTP status of the answer: `statusCode`. An output without it is answered with 200. With
   * TriggerInvocation.SYNCHRONOUS only.
   *
   * @default - an execution that succeeds is answered with 200
   */
  readonly statusCodeField?: string;

  /**
   * Field of the request's body that names the execution: `orderId` or `order.id`. A request that repeats the name is answered with the
   * execution that runs or ran under it, and starts nothing; the name is free again 90 days after its execution ended.
   *
   * The field must be there, and have 1 to 80 letters, digits, - and _. Standard workflows only: names do not stop Express executions.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
   * @default - each request starts an execution of its own
   */
  readonly executionNameField?: string;

  /**
   * What a body must look like; a request with another one is answered with 400 and starts nothing.
   *
   * @default - any JSON object
   */
  readonly requestSchema?: apigateway.JsonSchema;

  /**
   * Who may call. `AuthorizationType.NONE` lets anyone start executions.
   *
   * @default - the type of `authorizer`, or AuthorizationType.IAM: callers sign their requests, and need `execute-api:Invoke` (see `grantInvoke`)
   */
  readonly authorizationType?: apigateway.AuthorizationType;

  /**
   * Authorizer of the calls, such as a Cognito user pool's.
   *
   * @default - none
   */
  readonly authorizer?: apigateway.IAuthorizer;

  /**
   * Requests a second that the API takes on average; more are answered with 429.
   *
   * @default 100
   */
  readonly throttlingRateLimit?: number;

  /**
   * Requests at one moment that the API takes; more are answered with 429.
   *
   * @default 200
   */
  readonly throttlingBurstLimit?: number;

  /**
   * How long the access log is kept.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly accessLogRetention?: logs.RetentionDays;

  /**
   * Whether to set the role under which API Gateway writes logs, which is one for an account and Region. Without it no API can log.
   * It stays when the stack goes. Say false where the account has one.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   * @default true
   */
  readonly cloudWatchRole?: boolean;
}

/** What holds where the user says nothing. */
export const API_DEFAULTS = {
  invocation: TriggerInvocation.ASYNCHRONOUS,
  authorizationType: apigateway.AuthorizationType.IAM,
  throttlingRateLimit: 100,
  throttlingBurstLimit: 200,
  accessLogRetention: logs.RetentionDays.ONE_MONTH,
  cloudWatchRole: true,
};
