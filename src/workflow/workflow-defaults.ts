import { aws_logs as logs, aws_stepfunctions as sfn, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { ExecutionStatus } from './notifications/execution-status';
import { DELIVERY_DEFAULTS } from './triggers/delivery';

/**
 * The values that the `@default` notes of the workflow's props state; a test holds the notes to them.
 *
 * @internal
 */
export const WORKFLOW_DEFAULTS = {
  workflowType: sfn.StateMachineType.STANDARD,
  queryLanguage: sfn.QueryLanguage.JSONATA,
  timeoutStandard: Duration.days(1),
  timeoutExpress: Duration.minutes(5),
  tracing: true,
  dashboard: false,
  logLevelStandard: sfn.LogLevel.ERROR,
  logLevelExpress: sfn.LogLevel.ALL,
  includeExecutionData: false,
  retention: logs.RetentionDays.ONE_MONTH,
  removalPolicy: RemovalPolicy.DESTROY,
  alarmPeriod: Duration.minutes(5),
  alarmThreshold: 1,
  alarmPercentile: 99,
  aliasName: 'live',
  notifiedStatuses: [ExecutionStatus.SUCCEEDED, ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT, ExecutionStatus.ABORTED],
  notificationMaxAge: DELIVERY_DEFAULTS.maxEventAge,
  notificationRetries: DELIVERY_DEFAULTS.retryAttempts,
} as const;

/**
 * What AWS allows.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 * @internal
 */
export const WORKFLOW_LIMITS = {
  nameLength: 80,
  timeoutStandard: Duration.days(365),
  timeoutExpress: Duration.minutes(5),
  dataKeyReuseShortest: Duration.seconds(60),
  dataKeyReuseLongest: Duration.seconds(900),
  definitionBytes: 1_048_576,
  logGroupNameLength: 512,
} as const;
