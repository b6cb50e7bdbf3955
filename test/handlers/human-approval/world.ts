// An approval's surroundings in memory: the table, the executions, the signing secret, a clock that stands still.
import { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbError, InMemoryTables } from '../../../scripts/demo/dynamodb/in-memory-tables';
import { ExecutionState, Executions } from '../../../src/handlers/human-approval/aws/executions';
import { Authorization } from '../../../src/handlers/human-approval/caller';
import { Decisions } from '../../../src/handlers/human-approval/decisions/decisions';
import { ApiAnswer, ApiEvent } from '../../../src/handlers/human-approval/http/api-event';
import { RequestTable } from '../../../src/handlers/human-approval/request/request-table';
import { SignLinks } from '../../../src/handlers/human-approval/sign-links/sign-links';
import { SigningKeys } from '../../../src/handlers/human-approval/signing/signing-keys';

export const ID = '3f2c1a64-0b3e-4d0e-9c55-1d2f3a4b5c6d';
export const OTHER_ID = '7d9e8f10-2222-4333-8444-555566667777';
export const NOW = Date.parse('2026-11-24T13:32:00Z');
export const SECONDS = NOW / 1000;
export const EXECUTION = 'arn:aws:states:eu-west-1:111122223333:execution:Approval:one';
export const BASE_URL = 'https://approve.example.com/prod';
export const SECRET = JSON.stringify({ current: 'first', first: 'f'.repeat(40) });

type Item = { [attribute: string]: AttributeValue };

export const S = (text: string): AttributeValue => ({ S: text });
export const N = (value: number): AttributeValue => ({ N: `${value}` });
export const texts = (...values: string[]): AttributeValue => ({ L: values.map(S) });
export const maps = (...values: { [name: string]: string }[]): AttributeValue => ({
  L: values.map((value) => ({ M: Object.fromEntries(Object.entries(value).map(([name, text]) => [name, S(text)])) })),
});

/** A pending request of two approvers, either of whom may decide. */
export function requestItem(changes: Item = {}): Item {
  return {
    id: S(ID),
    entry: S('REQUEST'),
    status: S('PENDING'),
    round: N(1),
    level: N(1),
    levels: N(1),
    isLast: { BOOL: true },
    approvers: texts('alice@example.com', 'bob@example.com'),
    quorum: N(1),
    rejection: S('ENDS'),
    commentRequired: { BOOL: false },
    requester: S('carol@example.com'),
    title: S('Buy 40 chairs'),
    summary: S('For the new office'),
    fields: maps({ label: 'Amount', value: 'EUR 4,800' }),
    votes: { L: [] },
    version: N(0),
    askedAt: S('2026-11-24T12:00:00.000Z'),
    deadline: N(SECONDS + 86_400),
    execution: S(EXECUTION),
    taskToken: S('the-task-token'),
    expiresAt: N(SECONDS + 900_000),
    ...changes,
  };
}

export function vote(approver: string, decision: string, comment = ''): { [name: string]: string } {
  return { approver, decision, comment, at: '2026-11-24T13:00:00.000Z', via: 'LINK' };
}

export interface Call {
  readonly method?: string;
  readonly url?: string;
  readonly body?: string;
  readonly type?: string;
  readonly accept?: string;
  readonly authorizer?: { [name: string]: unknown };
  readonly userArn?: string;
  readonly base64?: boolean;
  readonly id?: string;
  readonly resource?: string;
}

export interface WorldOptions {
  readonly authorization?: Authorization;
  readonly identityClaim?: string;
  readonly item?: Item;
  /** Waits before each answer of the table, so that calls cross. */
  readonly interleave?: boolean;
}

export class World {
  public readonly tables = new InMemoryTables();
  /** The commands that DynamoDB got, by name. */
  public readonly calls: string[] = [];
  /** What SendTaskSuccess got. */
  public readonly woken: { taskToken: string; output: string }[] = [];
  public readonly lines: string[] = [];
  public now = NOW;
  public secret = SECRET;
  public secretReads = 0;
  public execution: ExecutionState | 'DOES_NOT_EXIST' | 'UNKNOWN' = 'RUNNING';
  /** The error that SendTaskSuccess answers with. */
  public wakeFails?: string;
  /** Codes that the next transactions are cancelled with. */
  public readonly cancellations: string[] = [];
  /** What happens right before a transaction is looked at. */
  public beforeTransaction?: () => void;
  public waited: number[] = [];
  public readonly keys = new SigningKeys({ readSecret: async () => { this.secretReads++; return this.secret; }, now: () => this.now });
  private readonly decisions: Decisions;
  private entries = 0;
  private seed = 1;

  constructor(private readonly options: WorldOptions = {}) {
    this.tables.create('Approvals', ['id', 'entry']);
    this.put(options.item ?? requestItem());
    this.decisions = new Decisions({
      requests: new RequestTable({ send: (command: { input: object }) => this.dynamoDb(command) } as unknown as DynamoDBClient, 'Approvals', () => `${this.entries++}`),
      executions: new Executions({ send: (command: { input: object }) => this.stepFunctions(command) } as never),
      keys: this.keys,
      authorization: options.authorization ?? 'NONE',
      identityClaim: options.identityClaim ?? 'email',
      now: () => this.now,
      random: () => this.random(),
      wait: async (ms) => { this.waited.push(ms); if (options.interleave) await this.turns(); },
      log: (line) => this.lines.push(line),
    });
  }

  public put(item: Item): void {
    this.tables.putItem({ TableName: 'Approvals', Item: item });
  }

  public change(changes: Item): void {
    this.put({ ...this.item(), ...changes });
  }

  public item(id = ID): Item {
    return (this.tables.getItem({ TableName: 'Approvals', Key: { id: S(id), entry: S('REQUEST') } }) as { Item: Item }).Item;
  }

  public status(): string | undefined {
    return this.item().status.S;
  }

  /** The record, as `type who decision`. */
  public audit(): string[] {
    return this.auditItems().map(({ type, who, decision }) => [type.S, who.S, decision.S].filter(Boolean).join(' '));
  }

  public auditItems(): Item[] {
    return (this.tables.items('Approvals') as Item[]).filter(({ entry }) => entry.S!.startsWith('AUDIT#'));
  }

  public async links(changes: { id?: string; round?: number; approvers?: string[]; shared?: boolean; expires?: number } = {}): Promise<string[]> {
    const approvers = this.item()?.approvers.L?.map((value) => value.S ?? '') ?? [];
    const sign = new SignLinks(this.keys, BASE_URL);
    const { links } = await sign.sign({ id: ID, round: 1, approvers, shared: approvers.length === 0, expires: SECONDS + 86_400, ...changes });
    return links.map(({ url }) => url);
  }

  public async call({ method = 'GET', url = '', body, type, accept, authorizer, userArn, base64, id = ID, resource = '/requests/{id}' }: Call): Promise<ApiAnswer> {
    const query = url ? [...new URL(url).searchParams] : [];
    const lists = query.map(([name]) => [name, query.filter(([other]) => other === name).map(([, value]) => value)]);
    const event: ApiEvent = {
      resource,
      httpMethod: method,
      pathParameters: { id: url ? /requests\/([^?]+)/.exec(url)![1] : id },
      headers: { ...(type && { 'Content-Type': type }), ...(accept && { Accept: accept }) },
      multiValueHeaders: { ...(type && { 'Content-Type': [type] }), ...(accept && { Accept: [accept] }) },
      queryStringParameters: Object.fromEntries(query),
      multiValueQueryStringParameters: Object.fromEntries(lists),
      requestContext: { authorizer, identity: { userArn } },
      body: body === undefined ? null : base64 ? Buffer.from(body).toString('base64') : body,
      isBase64Encoded: base64 ?? false,
    };
    return this.decisions.handle(event);
  }

  /** The CSRF token of the form that this link shows. */
  public async formToken(url: string, call: Call = {}): Promise<string> {
    const { body } = await this.call({ url, ...call });
    const [, token] = /name="token" value="([^"]+)"/.exec(body) ?? [];
    if (token === undefined) throw new Error(`there is no form on the page: ${body}`);
    return token;
  }

  /** Decides with the form of the page, as a browser does. */
  public async submit(url: string, fields: { decision?: string; comment?: string; token?: string }, call: Call = {}): Promise<ApiAnswer> {
    const body = new URLSearchParams(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined)).toString();
    return this.call({ method: 'POST', url, type: 'application/x-www-form-urlencoded', body, ...call });
  }

  /** Opens the link, then decides. */
  public async decide(url: string, decision: string, comment = '', call: Call = {}): Promise<ApiAnswer> {
    return this.submit(url, { decision, comment, token: await this.formToken(url, call) }, call);
  }

  /** Decides with JSON. */
  public async decideJson(url: string, decision: string, comment?: string, call: Call = {}): Promise<ApiAnswer> {
    return this.call({ method: 'POST', url, type: 'application/json', body: JSON.stringify({ decision, comment }), ...call });
  }

  /** A program at its own route. */
  public async program(userArn: string | undefined, call: Call = {}): Promise<ApiAnswer> {
    return this.call({ resource: '/decisions/{id}', userArn, ...call });
  }

  private async dynamoDb(command: { input: object }): Promise<object> {
    const name = command.constructor.name;
    this.calls.push(name);
    if (this.options.interleave) await this.turns();
    if (name === 'GetItemCommand') return this.tables.getItem(command.input as never);
    if (name === 'PutItemCommand') return this.tables.putItem(command.input as never);
    if (name !== 'TransactWriteItemsCommand') throw new Error(`the function may not call ${name}`);
    this.beforeTransaction?.();
    const code = this.cancellations.shift();
    if (code) throw new DynamoDbError('TransactionCanceledException', 'cancelled', [{ Code: code }, { Code: 'None' }]);
    return this.tables.transactWriteItems(command.input as never);
  }

  private async stepFunctions(command: { input: object }): Promise<object> {
    const name = command.constructor.name;
    if (name === 'DescribeExecutionCommand') {
      expect(command.input).toEqual({ executionArn: EXECUTION, includedData: 'METADATA_ONLY' });
      if (this.execution === 'DOES_NOT_EXIST') throw named('ExecutionDoesNotExist');
      if (this.execution === 'UNKNOWN') throw named('ThrottlingException');
      return { status: this.execution };
    }
    if (name !== 'SendTaskSuccessCommand') throw new Error(`the function may not call ${name}`);
    if (this.wakeFails) throw named(this.wakeFails);
    this.woken.push(command.input as { taskToken: string; output: string });
    return {};
  }

  private async turns(): Promise<void> {
    for (let i = Math.floor(this.random() * 4); i >= 0; i--) await new Promise((resolve) => setImmediate(resolve));
  }

  private random(): number {
    this.seed = (this.seed * 48_271) % 2_147_483_647;
    return this.seed / 2_147_483_647;
  }
}

function named(name: string): Error {
  const error = new Error(`Value 'the-task-token' at 'taskToken' failed: ${name}`);
  error.name = name;
  return error;
}
