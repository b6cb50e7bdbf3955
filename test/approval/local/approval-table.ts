import { randomUUID } from 'node:crypto';
import { type AttributeValue, CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

/** A request as the asking workflow writes it; what is left out gets a plain value. */
export interface AskedRequest {
  readonly id: string;
  readonly status?: string;
  readonly round?: number;
  readonly level?: number;
  readonly levels?: number;
  readonly approvers?: string[];
  readonly quorum?: number;
  readonly rejection?: 'ENDS' | 'COUNTS';
  readonly commentRequired?: boolean;
  readonly requester?: string;
  readonly title?: string;
  readonly summary?: string;
  readonly fields?: { label: string; value: string }[];
  readonly deadline?: number;
  readonly execution: string;
  readonly taskToken?: string;
}

/** The table of a HumanApproval, in a real DynamoDB API, with what the asking side does to it. */
export class ApprovalTable {
  static async create(endpoint: string): Promise<ApprovalTable> {
    const client = new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
    const name = `approvals-${randomUUID()}`;
    await client.send(new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }, { AttributeName: 'entry', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }, { AttributeName: 'entry', KeyType: 'RANGE' }],
    }));
    return new ApprovalTable(name, client);
  }

  private constructor(readonly name: string, private readonly client: DynamoDBClient) {}

  async ask(request: AskedRequest): Promise<void> {
    const now = Math.floor(Date.now() / 1000);
    const approvers = request.approvers ?? [];
    const item: Item = {
      id: { S: request.id },
      entry: { S: 'REQUEST' },
      status: { S: request.status ?? 'PENDING' },
      round: { N: String(request.round ?? 1) },
      level: { N: String(request.level ?? 1) },
      levels: { N: String(request.levels ?? 1) },
      isLast: { BOOL: (request.level ?? 1) === (request.levels ?? 1) },
      approvers: { L: approvers.map((approver) => ({ S: approver })) },
      quorum: { N: String(request.quorum ?? 1) },
      rejection: { S: request.rejection ?? 'ENDS' },
      commentRequired: { BOOL: request.commentRequired ?? false },
      requester: { S: request.requester ?? '' },
      title: { S: request.title ?? 'Pay invoice 2026-117' },
      summary: { S: request.summary ?? 'Paper for the print shop' },
      fields: { L: (request.fields ?? []).map(({ label, value }) => ({ M: { label: { S: label }, value: { S: value } } })) },
      votes: { L: [] },
      version: { N: '0' },
      askedAt: { S: new Date(now * 1000).toISOString() },
      deadline: { N: String(request.deadline ?? now + 86_400) },
      execution: { S: request.execution },
      expiresAt: { N: String(now + 90 * 86_400) },
    };
    if (request.taskToken) item.taskToken = { S: request.taskToken };
    await this.client.send(new PutItemCommand({ TableName: this.name, Item: item }));
  }

  /** Sets attributes of a request, as a later state of the asking workflow does. */
  async set(id: string, attributes: Item): Promise<void> {
    const names = Object.keys(attributes);
    await this.client.send(new UpdateItemCommand({
      TableName: this.name,
      Key: { id: { S: id }, entry: { S: 'REQUEST' } },
      UpdateExpression: `SET ${names.map((_, at) => `#a${at} = :v${at}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#a${at}`, name])),
      ExpressionAttributeValues: Object.fromEntries(names.map((name, at) => [`:v${at}`, attributes[name]])),
    }));
  }

  async request(id: string): Promise<any> {
    const { Item: item } = await this.client.send(new GetItemCommand({ TableName: this.name, Key: { id: { S: id }, entry: { S: 'REQUEST' } }, ConsistentRead: true }));
    return item && plain({ M: item });
  }

  /** The audit items of a request, by time. */
  async audit(id: string): Promise<any[]> {
    const items: any[] = [];
    let from: Item | undefined;
    do {
      const page = await this.client.send(new QueryCommand({
        TableName: this.name,
        ConsistentRead: true,
        KeyConditionExpression: 'id = :id and begins_with(#entry, :audit)',
        ExpressionAttributeNames: { '#entry': 'entry' },
        ExpressionAttributeValues: { ':id': { S: id }, ':audit': { S: 'AUDIT#' } },
        ExclusiveStartKey: from,
      }));
      items.push(...(page.Items ?? []).map((item) => plain({ M: item })));
      from = page.LastEvaluatedKey;
    } while (from);
    return items;
  }

  close(): void {
    this.client.destroy();
  }
}

/** An attribute value as JSON has it. */
function plain(value: AttributeValue): any {
  if (value.M) return Object.fromEntries(Object.entries(value.M).map(([name, member]) => [name, plain(member)]));
  if (value.L) return value.L.map(plain);
  if (value.N !== undefined) return Number(value.N);
  return value.S ?? value.BOOL ?? null;
}
