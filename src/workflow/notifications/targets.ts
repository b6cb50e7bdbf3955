import {
  aws_events as events, aws_events_targets as targets, aws_iam as iam, aws_lambda as lambda, aws_sns as sns, aws_sqs as sqs, Duration, Stack,
} from 'aws-cdk-lib';
import { letServiceUseKey } from '../encryption/service-key-access';
import { renderRetryPolicy } from '../triggers/delivery';
import { allowDeadLettersOf, onlyFrom } from '../triggers/rule-resources';

const EVENTS = 'events.amazonaws.com';

/** How delivery to a target is tried, and where what cannot be delivered goes. */
export interface TargetOptions {
  readonly deadLetterQueue: sqs.IQueue;
  readonly maxEventAge: Duration;
  readonly retryAttempts: number;
}

/** Publishes under a role of the rule, so that imported topics and topics with a customer managed key work too. */
export function topicTarget(topic: sns.ITopic, options: TargetOptions): events.IRuleTarget {
  return {
    bind: (rule) => {
      const role = new iam.Role(rule as events.Rule, 'EventsRole', {
        assumedBy: new iam.ServicePrincipal(EVENTS, { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(rule).account } } }),
      });
      iam.Grant.addToPrincipal({ grantee: role, actions: ['sns:Publish'], resourceArns: [topic.topicArn] });
      if (topic.masterKey !== undefined) topic.masterKey.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey');
      return { ...delivery(rule as events.Rule, options), arn: topic.topicArn, role, targetResource: topic };
    },
  };
}

/**
 * Only this rule may send to the queue of its stack. With a customer managed key, any rule of this account may:
 * the policy of the key cannot name the rule, which names the queue, which names the key.
 */
export function queueTarget(queue: sqs.IQueue, options: TargetOptions): events.IRuleTarget {
  return {
    bind: (rule) => {
      const key = queue.encryptionMasterKey;
      queue.addToResourcePolicy(new iam.PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        principals: [new iam.ServicePrincipal(EVENTS)],
        conditions: key === undefined
          ? onlyFrom(rule as events.Rule, queue)
          : { StringEquals: { 'aws:SourceAccount': Stack.of(rule).account } },
      }));
      if (key !== undefined) letServiceUseKey(queue, key, EVENTS);
      return { ...delivery(rule as events.Rule, options), arn: queue.queueArn, targetResource: queue };
    },
  };
}

/** Invokes the function; the permission names the rule. */
export function functionTarget(handler: lambda.IFunction, options: TargetOptions): events.IRuleTarget {
  return new targets.LambdaFunction(handler, options);
}

/** Puts events under a role of the rule; CDK's target leaves the retry policy out. */
export function busTarget(bus: events.IEventBus, options: TargetOptions): events.IRuleTarget {
  return { bind: (rule) => ({ ...new targets.EventBus(bus, options).bind(rule), retryPolicy: renderRetryPolicy(options) }) };
}

function delivery(rule: events.Rule, options: TargetOptions): Pick<events.RuleTargetConfig, 'retryPolicy' | 'deadLetterConfig'> {
  allowDeadLettersOf(rule, options.deadLetterQueue);
  return { retryPolicy: renderRetryPolicy(options), deadLetterConfig: { arn: options.deadLetterQueue.queueArn } };
}
