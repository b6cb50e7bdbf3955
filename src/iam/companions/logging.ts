import type { PermissionNeed } from '../permission-need';

/**
 * Logging to CloudWatch.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy
 */
export const LOGGING: PermissionNeed = {
  actions: [
    'logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies',
    'logs:GetLogDelivery', 'logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:UpdateLogDelivery',
  ],
  resources: ['*'],
  reason: 'delivers logs to CloudWatch',
  states: [],
  wildcardReason: 'the API of log delivery supports no resource types',
};
