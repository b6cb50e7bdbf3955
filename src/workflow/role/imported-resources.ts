import { aws_dynamodb as dynamodb, aws_events as events, aws_kinesis as kinesis, aws_kms as kms, aws_s3 as s3, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { KnownResource } from '../../iam';
import type { IWorkflow } from '../i-workflow';

/** What a definition may call an imported resource, and what it is. */
export interface ImportedResource {
  readonly texts: readonly string[];
  readonly resource: KnownResource;
}

/** One entry a kind of construct that can be imported together with what its ARN does not tell. */
const READERS: readonly ((construct: never) => ImportedResource | undefined)[] = [
  (bucket: Partial<s3.IBucket>) => imported('s3:bucket', bucket.bucketArn, bucket.bucketName, bucket.encryptionKey),
  (table: Partial<dynamodb.ITable>) => imported('dynamodb:table', table.tableArn, table.tableName, table.encryptionKey),
  (queue: Partial<sqs.IQueue>) => imported('sqs:queue', queue.queueArn, queue.queueName, queue.encryptionMasterKey, queue.queueUrl),
  (topic: Partial<sns.ITopic>) => imported('sns:topic', topic.topicArn, topic.topicName, topic.masterKey),
  (stream: Partial<kinesis.IStream>) => imported('kinesis:stream', stream.streamArn, stream.streamName, stream.encryptionKey),
  (workflow: Partial<IWorkflow>) => imported('states:stateMachine', workflow.startArn, workflow.workflowName, workflow.encryptionKey),
  (connection: Partial<events.Connection>) => connectionOf(connection),
];

/** What an imported construct is, when it knows more than its ARN or name says. */
export function importedResource(construct: IConstruct): ImportedResource | undefined {
  for (const read of READERS) {
    const found = read(construct as never);
    if (found !== undefined) return found;
  }
  return undefined;
}

function imported(
  kind: string, arn: string | undefined, name: string | undefined, key: kms.IKey | undefined, ...otherTexts: (string | undefined)[]
): ImportedResource | undefined {
  if (arn === undefined || name === undefined) return undefined;
  return {
    texts: [arn, name, ...otherTexts].filter((text) => text !== undefined),
    resource: { kind, arn, name, encryptionKeyArn: key?.keyArn },
  };
}

function connectionOf(connection: Partial<events.Connection>): ImportedResource | undefined {
  if (connection.connectionArn === undefined || connection.connectionSecretArn === undefined) return undefined;
  const { connectionArn: arn, connectionName: name, connectionSecretArn: secret } = connection;
  return { texts: [arn], resource: { kind: 'events:connection', arn, name, usedArns: [secret] } };
}
