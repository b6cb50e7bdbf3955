import type { Call } from './call';

/**
 * The EventBridge rule that Step Functions manages in the account to hear of the end of a job.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html#connect-iam-sync-async
 */
export function tellManagedRule(call: Call, rule: string): void {
  if (!call.isJob) return;
  call.need(['events:DescribeRule', 'events:PutRule', 'events:PutTargets'], [call.arn('events', `rule/${rule}`)], 'hears of the end of the job');
}
