import { aws_cloudwatch as cloudwatch, aws_events as events, aws_iam as iam, aws_sqs as sqs, Stack } from 'aws-cdk-lib';
import { letServiceUseKey } from '../encryption/service-key-access';
import { IWorkflow } from '../i-workflow';
import { createDeadLetters } from './dead-letters';
import { renderRetryPolicy } from './delivery';
import { DeliveryOptions } from './trigger-options';
import { TriggerResources } from './trigger-resources';

/** What makes up a trigger that is an EventBridge rule. */
export interface RuleSettings extends DeliveryOptions {
  readonly workflow: IWorkflow;
  readonly role: iam.IRole;
  readonly eventPattern: events.EventPattern;
  readonly eventBus?: events.IEventBus;
  readonly input?: events.RuleTargetInput;
  readonly enabled?: boolean;
}

/** The resources of a trigger that is an EventBridge rule. */
export interface RuleResources {
  readonly rule: events.Rule;
  readonly deadLetterQueue: sqs.IQueue;
  readonly deadLetterAlarm?: cloudwatch.Alarm;
}

/** Creates a rule that starts the workflow, with its retry policy and dead-letter queue. */
export function createRule(scope: TriggerResources, settings: RuleSettings): RuleResources {
  const deadLetters = createDeadLetters(scope, settings);
  const rule = new events.Rule(scope, 'Rule', {
    description: `Starts ${settings.workflow.node.path}`.slice(0, MAXIMUM_DESCRIPTION_LENGTH),
    eventPattern: settings.eventPattern,
    eventBus: settings.eventBus,
    enabled: settings.enabled,
  });
  rule.addTarget({
    bind: () => ({
      arn: settings.workflow.startArn,
      role: settings.role,
      input: settings.input,
      retryPolicy: renderRetryPolicy(settings),
      deadLetterConfig: { arn: deadLetters.queue.queueArn },
    }),
  });
  allowDeadLettersOf(rule, deadLetters.queue);
  return { rule, deadLetterQueue: deadLetters.queue, deadLetterAlarm: deadLetters.alarm };
}

/** EventBridge sends to a dead-letter queue as itself, not under the rule's role: the queue's policy must let it. */
export function allowDeadLettersOf(rule: events.Rule, queue: sqs.IQueue): void {
  queue.addToResourcePolicy(new iam.PolicyStatement({
    sid: `AllowDeadLettersOf${rule.node.addr}`,
    principals: [new iam.ServicePrincipal('events.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: onlyFrom(rule, queue),
  }));
  // The rule needs the queue and the queue its key: a key policy that named the rule would close a circle.
  if (queue.encryptionMasterKey !== undefined) letServiceUseKey(rule, queue.encryptionMasterKey, 'events.amazonaws.com');
}

/**
 * The condition under which EventBridge may send to a queue: for this rule. The policy of a queue of another stack cannot name the rule,
 * whose stack needs that of the queue: there, any rule of this account may send.
 */
export function onlyFrom(rule: events.IRule, queue: sqs.IQueue): Record<string, unknown> {
  return Stack.of(queue) === Stack.of(rule)
    ? { ArnEquals: { 'aws:SourceArn': rule.ruleArn } }
    : { StringEquals: { 'aws:SourceAccount': Stack.of(rule).account } };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const MAXIMUM_DESCRIPTION_LENGTH = 512;
