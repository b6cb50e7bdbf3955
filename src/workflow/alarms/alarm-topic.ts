import {
  Aspects, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_iam as iam, aws_kms as kms, aws_sns as sns, Stack,
} from 'aws-cdk-lib';
import { letServiceUseKey } from '../encryption/service-key-access';
import { PropChecks } from '../prop-checks';

const CLOUDWATCH = 'cloudwatch.amazonaws.com';

/**
 * Lets an alarm tell a topic, and CloudWatch publish to it: use its key, and pass its policy.
 *
 * A topic without a policy lets CloudWatch publish. Any policy (`enforceSSL` alone writes one) takes that away, so a topic that has one
 * when the app is synthesized gets a statement for the alarms of this account; one that has none is left as it is.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export function notifyTopic(alarm: cloudwatch.Alarm, topic: sns.ITopic): void {
  alarm.addAlarmAction(new actions.SnsAction(topic));
  if (topic.masterKey !== undefined) letServiceUseKey(alarm, topic.masterKey, CLOUDWATCH);
  Aspects.of(topic).add({
    visit: (node) => {
      if (node instanceof sns.TopicPolicy) node.document.addStatements(publishing(alarm, topic));
    },
  });
}

/**
 * Notes a topic that no alarm reaches: the policy of the key that AWS manages for SNS does not let CloudWatch in, and nobody can change it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function checkAlarmTopic(topic: sns.ITopic | undefined, prop: string, checks: PropChecks): void {
  const key: (kms.IKey & Partial<kms.IAlias>) | undefined = topic?.masterKey;
  checks.check(key?.aliasName !== 'alias/aws/sns', prop, topic,
    "it is encrypted with 'alias/aws/sns', which CloudWatch may not use; give it a key of yours, or none");
}

/** The same for every alarm of an account: a policy says it once. */
function publishing(alarm: cloudwatch.Alarm, topic: sns.ITopic): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    principals: [new iam.ServicePrincipal(CLOUDWATCH)],
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(alarm).account } },
  });
}
