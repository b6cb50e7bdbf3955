import {
  AttributeValue, DynamoDBClient, GetItemCommand, PutItemCommand, TransactWriteItemsCommand, TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { ApprovalRequest, Vote } from './approval-request';
import { requestOf } from './read-item';
import { Outcome } from './tally';

/** What happened to a request, for the record. */
export interface AuditEntry {
  readonly type: 'ApprovalViewed' | 'ApprovalVoted' | 'ApprovalDecided';
  /** When, as ISO 8601. */
  readonly at: string;
  readonly who: string;
  readonly why: string;
  readonly decision: string;
  readonly round: number;
}

/** The requests and their record. */
export class RequestTable {
  /** @param unique makes a text that no other entry of the same millisecond has */
  constructor(private readonly client: Pick<DynamoDBClient, 'send'>, private readonly table: string, private readonly unique: () => string) {}

  /** The request as it is now, after every write that was answered before. */
  public async read(id: string): Promise<ApprovalRequest | undefined> {
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.table, Key: keyOf(id), ConsistentRead: true }));
    return Item && requestOf(Item);
  }

  /** Records that something happened. */
  public async record(request: ApprovalRequest, entry: AuditEntry): Promise<void> {
    await this.client.send(new PutItemCommand({ TableName: this.table, Item: this.auditItem(request, entry) }));
  }

  /**
   * Writes a vote, what it decides and the record of both: all of it, or nothing where the request is no longer as it was read.
   *
   * @returns whether it was written; where not, read again
   */
  public async vote(request: ApprovalRequest, vote: Vote, outcome: Outcome): Promise<boolean> {
    try {
      await this.client.send(new TransactWriteItemsCommand(this.transaction(request, vote, outcome)));
      return true;
    } catch (error) {
      if (wasCrossed(error)) return false;
      throw error;
    }
  }

  private transaction(request: ApprovalRequest, vote: Vote, outcome: Outcome): TransactWriteItemsCommandInput {
    const decides = outcome !== 'PENDING';
    const entry = { at: vote.at, who: vote.approver, why: vote.comment, round: request.round };
    const entries: AuditEntry[] = [{ ...entry, type: 'ApprovalVoted', decision: vote.decision }];
    // the record tells a level that passed from a request that is approved
    if (decides) entries.push({ ...entry, type: 'ApprovalDecided', decision: outcome });
    return {
      TransactItems: [
        {
          Update: {
            TableName: this.table,
            Key: keyOf(request.id),
            UpdateExpression: `SET #votes = list_append(#votes, :vote), #version = :next${decides ? ', #status = :outcome, #decision = :decision' : ''}`,
            ConditionExpression: '#version = :read AND #status = :pending AND #round = :round',
            ExpressionAttributeNames: {
              '#votes': 'votes', '#version': 'version', '#status': 'status', '#round': 'round', ...(decides && { '#decision': 'decision' }),
            },
            ExpressionAttributeValues: {
              ':vote': { L: [{ M: texts({ ...vote }) }] },
              ':next': { N: `${request.version + 1}` },
              ':read': { N: `${request.version}` },
              ':pending': { S: 'PENDING' },
              ':round': { N: `${request.round}` },
              ...(decides && {
                ':outcome': { S: outcome },
                ':decision': { M: texts({ decision: vote.decision, by: vote.approver, at: vote.at, comment: vote.comment, reason: 'VOTES' }) },
              }),
            },
          },
        },
        ...entries.map((audit) => ({ Put: { TableName: this.table, Item: this.auditItem(request, audit) } })),
      ],
    };
  }

  private auditItem(request: ApprovalRequest, { round, ...entry }: AuditEntry): Record<string, AttributeValue> {
    return {
      id: { S: request.id },
      entry: { S: `AUDIT#${entry.at}#${this.unique()}` },
      ...texts({ ...entry, round: `${round}` }),
      expiresAt: { N: `${request.expiresAt}` },
    };
  }
}

function keyOf(id: string): Record<string, AttributeValue> {
  return { id: { S: id }, entry: { S: 'REQUEST' } };
}

function texts(values: { readonly [name: string]: string }): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { S: value }]));
}

/** Codes of a cancelled transaction that another write, or too many, caused: the same transaction may be tried on what is then there. */
const CROSSED = new Set(['ConditionalCheckFailed', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

function wasCrossed(error: unknown): boolean {
  const { name, CancellationReasons: reasons = [] } = error as { name?: string; CancellationReasons?: { Code?: string }[] };
  if (name !== 'TransactionCanceledException') return false;
  const codes = reasons.map(({ Code }) => Code).filter((code): code is string => code !== undefined && code !== 'None');
  return codes.length > 0 && codes.every((code) => CROSSED.has(code));
}
