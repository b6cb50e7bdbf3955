import { aws_cloudwatch as cloudwatch, aws_events as events, aws_sns as sns, aws_sqs as sqs, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PropChecks } from '../prop-checks';
import { WorkflowNotification } from './workflow-notification';
import { createDeadLetters } from '../triggers/dead-letters';

/** What the notifications of a workflow consist of. */
export interface NotificationSet {
  readonly rules: events.Rule[];
  readonly deadLetterQueue?: sqs.IQueue;
  readonly deadLetterAlarm?: cloudwatch.IAlarm;
}

export function checkNotifications(notifications: readonly WorkflowNotification[], type: sfn.StateMachineType, checks: PropChecks): void {
  if (notifications.length > 0 && type === sfn.StateMachineType.EXPRESS) {
    checks.add('notifications', `${notifications.length} for an EXPRESS workflow`,
      'leave them out: Express executions send no status events; use alarms, or a step at the end of the workflow');
  }
  const seen = new Set<string>();
  notifications.forEach((notification, at) => {
    notification._check(`notifications[${at}]`, checks);
    if (seen.has(notification._id)) checks.add(`notifications[${at}]`, notification._receiverPath, 'name all its statuses in one notification');
    seen.add(notification._id);
  });
}

/** A rule for each notification, and one dead-letter queue for all of them. */
export function createNotifications(
  scope: Construct, machine: sfn.IStateMachine, notifications: readonly WorkflowNotification[], alarmTopic: sns.ITopic | undefined,
): NotificationSet {
  if (notifications.length === 0) return { rules: [] };
  const at = new Construct(scope, 'Notifications');
  const deadLetters = createDeadLetters(at, { alarmTopic }, { meaning: 'could not be delivered' });
  const rules = notifications.map((notification) => new events.Rule(at, notification._id, {
    description: `Tells when executions of the workflow ${scope.node.path} change their status`.slice(0, 512),
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [machine.stateMachineArn], status: notification.statuses },
    },
    targets: [notification._target(deadLetters.queue)],
  }));
  return { rules, deadLetterQueue: deadLetters.queue, deadLetterAlarm: deadLetters.alarm };
}
