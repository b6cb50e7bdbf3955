import type { Call, ResourceForm } from '../call';
import { CALLS_BACK, Integration } from '../integration';
import { tellKeyUse } from '../keys';

/** A topic by ARN. */
export function topic(): ResourceForm {
  return { kind: 'sns:topic', arn: (text) => text.includes('${') ? text : undefined };
}

/**
 * A text message to a phone has no resource of its own; a message to a device is published to its endpoint's ARN.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html
 */
function tellPublish(call: Call): void {
  if (call.gives('PhoneNumber')) {
    call.need(['sns:Publish'], ['*'], 'sends a text message', {
      wildcardReason: 'a text message to a phone number has no resource that a policy could name',
    });
    return;
  }
  const target = call.gives('TargetArn') ? 'TargetArn' : 'TopicArn';
  const topics = call.resources(topic(), target);
  call.need(['sns:Publish'], topics?.map(({ arn }) => arn), 'publishes a message');
  tellKeyUse(call, topics, ['kms:Decrypt', 'kms:GenerateDataKey'], 'publishes to the encrypted topic');
}

export const sns: Integration = {
  service: 'sns',
  actions: { publish: { patterns: CALLS_BACK, tell: tellPublish } },
};
