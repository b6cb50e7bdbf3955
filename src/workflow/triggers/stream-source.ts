import { aws_dynamodb as dynamodb, aws_iam as iam, aws_kinesis as kinesis, aws_pipes as pipes } from 'aws-cdk-lib';
import { decryptStatements } from './pipe-resources';

/** What a stream trigger reads. */
export abstract class StreamSource {
  /** The changes of a table. The table must have a stream (`stream: StreamViewType.NEW_AND_OLD_IMAGES`). */
  public static table(table: dynamodb.ITable): StreamSource {
    return new TableStream(table);
  }

  /** The records of a Kinesis data stream. */
  public static kinesis(stream: kinesis.IStream): StreamSource {
    return new KinesisStream(stream);
  }

  /** What is read, in words. */
  public abstract readonly name: string;

  /** @internal */
  public abstract get _arn(): string | undefined;

  /** @internal */
  public abstract _statements(): iam.PolicyStatement[];

  /** @internal */
  public abstract _parameters(settings: pipes.CfnPipe.PipeSourceDynamoDBStreamParametersProperty): pipes.CfnPipe.PipeSourceParametersProperty;
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html#pipes-perms-ddb */
class TableStream extends StreamSource {
  public readonly name: string;

  constructor(private readonly table: dynamodb.ITable) {
    super();
    this.name = `table ${table.node.path}`;
  }

  public get _arn(): string | undefined {
    return this.table.tableStreamArn;
  }

  public _statements(): iam.PolicyStatement[] {
    return [
      new iam.PolicyStatement({
        actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        resources: [this.table.tableStreamArn!],
      }),
      ...decryptStatements(this.table.encryptionKey),
    ];
  }

  public _parameters(settings: pipes.CfnPipe.PipeSourceDynamoDBStreamParametersProperty): pipes.CfnPipe.PipeSourceParametersProperty {
    return { dynamoDbStreamParameters: settings };
  }
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html#pipes-perms-ak */
class KinesisStream extends StreamSource {
  public readonly name: string;

  constructor(private readonly stream: kinesis.IStream) {
    super();
    this.name = `stream ${stream.node.path}`;
  }

  public get _arn(): string {
    return this.stream.streamArn;
  }

  public _statements(): iam.PolicyStatement[] {
    return [
      new iam.PolicyStatement({
        actions: ['kinesis:DescribeStream', 'kinesis:DescribeStreamSummary', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'],
        resources: [this.stream.streamArn],
      }),
      ...decryptStatements(this.stream.encryptionKey),
    ];
  }

  public _parameters(settings: pipes.CfnPipe.PipeSourceDynamoDBStreamParametersProperty): pipes.CfnPipe.PipeSourceParametersProperty {
    return { kinesisStreamParameters: settings };
  }
}
