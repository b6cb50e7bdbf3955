import type { ResourceFacts, ResourceType } from './resource-type';

const fifoName = (r: ResourceFacts, property: string, longest: number) => {
  const suffix = r.text(property) === 'true' ? '.fifo' : '';
  return `${`${r.stackName}-${r.logicalId}`.slice(0, longest - suffix.length)}${suffix}`;
};
const topicArn = (r: ResourceFacts) => `arn:${r.partition}:sns:${r.region}:${r.account}:${r.name}`;
const queueUrl = (r: ResourceFacts) => `https://sqs.${r.region}.${r.urlSuffix}/${r.account}/${r.name}`;

export const MESSAGING: readonly ResourceType[] = [
  {
    type: 'AWS::SQS::Queue',
    nameProperty: 'QueueName',
    defaultName: (r) => fifoName(r, 'FifoQueue', 80),
    arn: (r) => `arn:${r.partition}:sqs:${r.region}:${r.account}:${r.name}`,
    ref: queueUrl,
    attributes: { QueueName: (r) => r.name, QueueUrl: queueUrl },
  },
  {
    type: 'AWS::SNS::Topic',
    nameProperty: 'TopicName',
    defaultName: (r) => fifoName(r, 'FifoTopic', 256),
    arn: topicArn,
    ref: topicArn,
    attributes: { TopicName: (r) => r.name, TopicArn: topicArn },
  },
];
