import { Aws, aws_dynamodb as dynamodb, aws_kms as kms, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../../workflow/acknowledge';
import { AslState } from '../../workflow/steps/asl-state';
import { attributeValues } from '../../workflow/steps/attribute-values';
import { JsonObject } from '../../workflow/steps/json';
import { expression } from '../../workflow/steps/jsonata';
import { dynamoDbErrors } from '../../workflow/steps/transient-errors';

/** Keys of the table: what a record is about, and which one of several. */
export const RECORD_KEYS = { partition: 'pk', sort: 'sk', expiry: 'expiresAt' };

/** How a record is read or written. */
export interface RecordCall {
  readonly action: 'getItem' | 'putItem' | 'updateItem' | 'deleteItem';
  /** Text or expressions. */
  readonly key: readonly [partition: string, sort: string];
  readonly item?: { readonly [attribute: string]: any };
  readonly update?: string;
  readonly condition?: string;
  readonly names?: { readonly [placeholder: string]: string };
  readonly values?: { readonly [placeholder: string]: any };
  /** Variables that the answer sets. */
  readonly assign?: JsonObject;
}

/** What is true of the whole orchestration, for the calls in it. */
export interface CallRecordsProps {
  readonly express: boolean;
  readonly allOrNothing: boolean;
  /** When the workflow times out, where that is said or follows from its type and its API: nothing of an execution outlives it. */
  readonly timeout?: Duration;
  readonly table?: dynamodb.ITable;
  readonly tableEncryptionKey?: kms.IKey;
}

/** How long a read or write of a record may take: DynamoDB answers within milliseconds, and the caller waits. */
const RECORD_TIMEOUT = Duration.seconds(5);

/**
 * What executions share: circuits, permits, last good answers. The table is made when a call first needs it.
 *
 * A call finds the orchestration that it runs in by its place in the tree, so that it needs no table of its own.
 */
export class CallRecords extends Construct {
  public static readonly ID = 'Records';

  /** The records of the orchestration that `scope` is in. */
  public static of(scope: Construct): CallRecords | undefined {
    const records = scope.node.scopes.map((around) => around.node.tryFindChild(CallRecords.ID));
    return records.reverse().find((one): one is CallRecords => one instanceof CallRecords);
  }

  /** What calls of several states may take at most, in seconds, by name; they note it when they are rendered. */
  public readonly longest: { [call: string]: number } = {};

  private made?: dynamodb.ITable;

  constructor(scope: Construct, public readonly props: CallRecordsProps) {
    super(scope, CallRecords.ID);
  }

  /** The table, where a call has needed one. */
  public get used(): dynamodb.ITable | undefined {
    return this.made;
  }

  public get table(): dynamodb.ITable {
    this.made ??= this.props.table ?? this.createTable();
    return this.made;
  }

  /** A state that reads or writes a record and hands on what it got. */
  public state(scope: Construct, name: string, call: RecordCall): AslState {
    const [partition, sort] = call.key;
    const key = attributeValues({ [RECORD_KEYS.partition]: partition, [RECORD_KEYS.sort]: sort });
    return this.task(scope, name, `dynamodb:${call.action}`, 'DynamoDB', {
      ...(call.item === undefined ? { Key: key } : { Item: { ...key, ...attributeValues(call.item) } }),
      ...(call.action === 'getItem' ? { ConsistentRead: true } : {}),
      ...(call.action === 'updateItem' ? { UpdateExpression: call.update, ReturnValues: 'ALL_NEW' } : {}),
      ...(call.condition === undefined ? {} : { ConditionExpression: call.condition }),
      ...(call.names === undefined ? {} : { ExpressionAttributeNames: call.names }),
      ...(call.values === undefined ? {} : { ExpressionAttributeValues: attributeValues(call.values) }),
    }, call.assign);
  }

  /** A state that reads all records about one thing and hands on what it got. */
  public query(scope: Construct, name: string, partition: string, assign: JsonObject): AslState {
    return this.task(scope, name, 'aws-sdk:dynamodb:query', 'DynamoDb', {
      ConsistentRead: true,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': RECORD_KEYS.partition },
      ExpressionAttributeValues: attributeValues({ ':pk': partition }),
    }, assign);
  }

  private task(scope: Construct, name: string, resource: string, prefix: 'DynamoDB' | 'DynamoDb', request: JsonObject, assign?: JsonObject): AslState {
    return new AslState(scope, name, {
      Type: 'Task',
      Resource: `arn:${Aws.PARTITION}:states:::${resource}`,
      Arguments: { TableName: this.table.tableName, ...request },
      TimeoutSeconds: RECORD_TIMEOUT.toSeconds(),
      Retry: [{ ErrorEquals: dynamoDbErrors(prefix), IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 2, JitterStrategy: 'FULL' }],
      ...(assign === undefined ? {} : { Assign: assign }),
      Output: expression('$states.input'),
    });
  }

  private createTable(): dynamodb.Table {
    const table = new dynamodb.Table(this, 'Table', {
      partitionKey: { name: RECORD_KEYS.partition, type: dynamodb.AttributeType.STRING },
      sortKey: { name: RECORD_KEYS.sort, type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: RECORD_KEYS.expiry,
      encryption: this.props.tableEncryptionKey ? dynamodb.TableEncryption.CUSTOMER_MANAGED : dynamodb.TableEncryption.DEFAULT,
      encryptionKey: this.props.tableEncryptionKey,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(table, 'AwsSolutions-DDB3', 'circuits, permits and last answers mean nothing an hour later: there is nothing to recover');
    return table;
  }
}
