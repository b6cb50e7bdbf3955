import type { Call, ResourceForm } from '../call';
import { CALLS_BACK, Integration } from '../integration';
import { tellKeyUse } from '../keys';

/** A queue by URL: `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME`. */
export function queue(call: Call): ResourceForm {
  return {
    kind: 'sqs:queue',
    arn: (url) => {
      const [account, name] = [call.part(url, '/', 3), call.part(url, '/', 4)];
      if (!account || !name) return undefined;
      const region = /^https:\/\/sqs\.([^./]+)\./.exec(url)?.[1] ?? call.context.region;
      return `arn:${call.context.partition}:sqs:${region}:${account}:${name}`;
    },
  };
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html */
function tellSend(call: Call): void {
  const queues = call.resources(queue(call), 'QueueUrl');
  call.need(['sqs:SendMessage'], queues?.map(({ arn }) => arn), 'sends a message');
  tellKeyUse(call, queues, ['kms:Decrypt', 'kms:GenerateDataKey'], 'sends to the encrypted queue');
}

export const sqs: Integration = {
  service: 'sqs',
  actions: { sendMessage: { patterns: CALLS_BACK, tell: tellSend } },
};
