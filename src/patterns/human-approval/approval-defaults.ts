import { aws_logs as logs, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { ApprovalRule } from './approval-rule';
import { ApprovalTimeout } from './approval-timeout';

/**
 * What holds where the user says nothing; the docs of the props are held to it.
 *
 * @internal
 */
export const APPROVAL_DEFAULTS = {
  rule: ApprovalRule.anyone(),
  timeout: Duration.days(3),
  onTimeout: ApprovalTimeout.fail(),
  commentOnRejection: false,
  retention: Duration.days(365),
  eventSource: 'approvals',
  tableRemovalPolicy: RemovalPolicy.RETAIN,
  signingKeyRotation: Duration.days(90),
  throttlingRateLimit: 20,
  throttlingBurstLimit: 40,
  logRetention: logs.RetentionDays.ONE_MONTH,
  cloudWatchRole: true,
};
