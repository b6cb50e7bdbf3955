import {
  aws_cloudwatch as cloudwatch, aws_dynamodb as dynamodb, aws_events as events, aws_iam as iam, aws_pipes as pipes, aws_sqs as sqs, Duration, Stack,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DeadLetterOptions } from '../../../workflow';
import { createDeadLetters, sendStatements } from '../../../workflow/triggers/dead-letters';
import { TABLE } from '../approval-names';

/** What carries audit entries from the table to the bus. */
export interface AuditPipeProps extends DeadLetterOptions {
  readonly table: dynamodb.ITable;
  readonly eventBus: events.IEventBus;
  readonly source: string;
}

/** How long the stream of a table keeps a record. @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html */
const STREAM_RETENTION = Duration.hours(24);

const IMAGE = '$.dynamodb.NewImage';

/**
 * Puts each audit entry on the bus. Whoever writes an entry writes to the table alone, so that the two never disagree; the stream brings it here,
 * at least once.
 */
export class AuditPipe extends Construct {
  public readonly pipe: pipes.CfnPipe;
  public readonly deadLetterQueue: sqs.IQueue;
  public readonly deadLetterAlarm?: cloudwatch.Alarm;

  constructor(scope: Construct, id: string, props: AuditPipeProps) {
    super(scope, id);
    const { table, eventBus, source } = props;
    const { queue, alarm } = createDeadLetters(this, props, { meaning: 'could not put audit entries on the bus' });
    this.deadLetterQueue = queue;
    this.deadLetterAlarm = alarm;
    const stack = Stack.of(this);
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('pipes.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': `arn:${stack.partition}:pipes:${stack.region}:${stack.account}:pipe/*` },
        },
      }),
      inlinePolicies: {
        CarryEntries: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], resources: [table.tableStreamArn!],
            }),
            ...table.encryptionKey ? [new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [table.encryptionKey.keyArn] })] : [],
            new iam.PolicyStatement({ actions: ['events:PutEvents'], resources: [eventBus.eventBusArn] }),
            ...sendStatements(queue),
          ],
        }),
      },
    });
    const isAudit = { [TABLE.entry]: { S: [{ prefix: TABLE.audit }] } };
    const members = ['type', 'at', 'who', 'why', 'decision', 'round'].map((name) => `"${name}": "<${IMAGE}.${name}.S>"`);
    this.pipe = new pipes.CfnPipe(this, 'Pipe', {
      description: 'Puts audit entries on the event bus',
      roleArn: role.roleArn,
      source: table.tableStreamArn!,
      sourceParameters: {
        dynamoDbStreamParameters: {
          startingPosition: 'TRIM_HORIZON',
          batchSize: 10,
          maximumRecordAgeInSeconds: STREAM_RETENTION.toSeconds(),
          maximumRetryAttempts: 185,
          onPartialBatchItemFailure: 'AUTOMATIC_BISECT',
          deadLetterConfig: { arn: queue.queueArn },
        },
        filterCriteria: {
          filters: [{ pattern: JSON.stringify({ eventName: ['INSERT'], dynamodb: { NewImage: isAudit } }) }],
        },
      },
      target: eventBus.eventBusArn,
      targetParameters: {
        inputTemplate: `{"requestId": "<${IMAGE}.${TABLE.id}.S>", ${members.join(', ')}}`,
        eventBridgeEventBusParameters: { source, detailType: `${IMAGE}.type.S` },
      },
    });
  }
}
