import { AttributeValue, Item } from './attribute-value';
import { Expression, Substitutions } from './expression';
import { Assembly } from '../../../src/assembly';

/** An action on an item, with the parameters of DynamoDB's API. */
export interface ItemAction extends Substitutions {
  readonly TableName: string;
  readonly Item?: Item;
  readonly Key?: Item;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly KeyConditionExpression?: string;
  readonly ReturnValues?: string;
}

/** An error as DynamoDB throws it. */
export class DynamoDbError extends Error {
  constructor(public readonly name: string, message: string, public readonly CancellationReasons?: { Code: string }[]) {
    super(message);
  }
}

/** DynamoDB in memory: tables by name, with the actions that the examples call. */
export class InMemoryTables {
  private readonly tables = new Map<string, { keys: readonly string[]; items: Map<string, Item> }>();

  /** Adds a table with these key attributes. */
  public create(name: string, keys: readonly string[]): void {
    this.tables.set(name, { keys, items: new Map() });
  }

  /** Names of the tables. */
  public get names(): Iterable<string> {
    return this.tables.keys();
  }

  /** All items of a table. */
  public items(name: string): Item[] {
    return [...this.table(name).items.values()];
  }

  public putItem(action: ItemAction): object {
    this.check(action, action.Item!);
    this.store(action.TableName, action.Item!);
    return {};
  }

  public updateItem(action: ItemAction): object {
    this.check(action, action.Key!);
    const old = this.find(action.TableName, action.Key!);
    const changes = action.UpdateExpression ? new Expression(action.UpdateExpression, old, action).changes() : {};
    const attributes = Object.entries({ ...action.Key, ...old, ...changes });
    const changed = Object.fromEntries(attributes.filter((entry): entry is [string, AttributeValue] => entry[1] !== undefined));
    this.store(action.TableName, changed);
    return action.ReturnValues?.startsWith('ALL') ? { Attributes: action.ReturnValues === 'ALL_NEW' ? changed : old } : {};
  }

  public getItem(action: ItemAction): object {
    const item = this.find(action.TableName, action.Key!);
    return item ? { Item: item } : {};
  }

  /** The items of a key, in no order: one page has them all. */
  public query(action: ItemAction): object {
    refuseUnused(action);
    const found = this.items(action.TableName).filter((item) => new Expression(action.KeyConditionExpression!, item, action).holds());
    return { Items: found, Count: found.length, ScannedCount: found.length };
  }

  public deleteItem(action: ItemAction): object {
    this.check(action, action.Key!);
    this.table(action.TableName).items.delete(this.keyOf(action.TableName, action.Key!));
    return {};
  }

  /** All actions, or none where a condition does not hold. */
  public transactWriteItems({ TransactItems }: { TransactItems: { [kind: string]: ItemAction }[] }): object {
    const actions = TransactItems.map((entry) => Object.entries(entry)[0]);
    const reasons = actions.map(([, action]) => ({ Code: this.allows(action, action.Item ?? action.Key!) ? 'None' : 'ConditionalCheckFailed' }));
    if (reasons.some(({ Code }) => Code !== 'None')) {
      const codes = reasons.map(({ Code }) => Code).join(', ');
      throw new DynamoDbError('TransactionCanceledException', `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`, reasons);
    }
    for (const [kind, action] of actions) {
      if (kind === 'Put') this.putItem(action);
      else if (kind === 'Update') this.updateItem(action);
      else if (kind === 'Delete') this.deleteItem(action);
    }
    return {};
  }

  private check(action: ItemAction, key: Item): void {
    refuseUnused(action);
    if (!this.allows(action, key)) throw new DynamoDbError('ConditionalCheckFailedException', 'The conditional request failed');
  }

  private allows(action: ItemAction, key: Item): boolean {
    return !action.ConditionExpression || new Expression(action.ConditionExpression, this.find(action.TableName, key), action).holds();
  }

  private find(table: string, key: Item): Item | undefined {
    return this.table(table).items.get(this.keyOf(table, key));
  }

  private store(table: string, item: Item): void {
    this.table(table).items.set(this.keyOf(table, item), item);
  }

  private keyOf(table: string, item: Item): string {
    return JSON.stringify(this.table(table).keys.map((key) => item[key]));
  }

  private table(name: string): { keys: readonly string[]; items: Map<string, Item> } {
    const table = this.tables.get(name);
    if (!table) throw new DynamoDbError('ResourceNotFoundException', `there is no table '${name}' among ${[...this.tables.keys()].join(', ')}`);
    return table;
  }
}

/** Adds the tables of an app. */
export function createTables(tables: InMemoryTables, assembly: Assembly): void {
  for (const { name, properties } of assembly.resources.filter(({ type }) => type === 'AWS::DynamoDB::Table')) {
    tables.create(name, (properties.KeySchema as { AttributeName: string }[]).map(({ AttributeName }) => AttributeName));
  }
}

/** DynamoDB refuses names and values that no expression of the request uses. */
function refuseUnused(action: ItemAction): void {
  const used = new Set(`${action.ConditionExpression} ${action.UpdateExpression} ${action.KeyConditionExpression}`.match(/[#:]\w+/g));
  for (const kind of ['ExpressionAttributeNames', 'ExpressionAttributeValues'] as const) {
    const unused = Object.keys(action[kind] ?? {}).filter((placeholder) => !used.has(placeholder));
    if (unused.length === 0) continue;
    throw new DynamoDbError('ValidationException', `Value provided in ${kind} unused in expressions: keys: {${unused.join(', ')}}`);
  }
}
