import { AttributeValue, compare, Item } from './attribute-value';

/** What an expression refers to by `#name` and `:value`. */
export interface Substitutions {
  readonly ExpressionAttributeNames?: { readonly [name: string]: string };
  readonly ExpressionAttributeValues?: { readonly [value: string]: AttributeValue };
}

/**
 * Reads DynamoDB's condition and update expressions, as far as top-level attributes go; anything else is an error.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export class Expression {
  private readonly tokens: string[];
  private position = 0;

  constructor(private readonly text: string, private readonly item: Item | undefined, private readonly substitutions: Substitutions) {
    this.tokens = text.match(/<>|<=|>=|[=<>()+,-]|[#:]?\w+/g) ?? [];
  }

  /** Whether the condition holds for the item. */
  public holds(): boolean {
    const result = this.or();
    if (this.position < this.tokens.length) throw this.unexpected();
    return result;
  }

  /** The attributes that the update writes; undefined for those that it removes. */
  public changes(): { [attribute: string]: AttributeValue | undefined } {
    const changes: { [attribute: string]: AttributeValue | undefined } = {};
    while (this.position < this.tokens.length) {
      if (this.takesWord('SET')) this.list(() => { const name = this.name(); this.expect('='); changes[name] = this.sum(); });
      else if (this.takesWord('REMOVE')) this.list(() => { changes[this.name()] = undefined; });
      else if (this.takesWord('ADD')) this.list(() => { const name = this.name(); changes[name] = add(this.item?.[name] ?? { N: '0' }, this.operand(), 1); });
      else throw this.unexpected();
    }
    return changes;
  }

  private or(): boolean {
    let result = this.and();
    while (this.takesWord('OR')) result = this.and() || result;
    return result;
  }

  private and(): boolean {
    let result = this.not();
    while (this.takesWord('AND')) result = this.not() && result;
    return result;
  }

  private not(): boolean {
    return this.takesWord('NOT') ? !this.not() : this.test();
  }

  private test(): boolean {
    if (this.takes('(')) {
      const result = this.or();
      this.expect(')');
      return result;
    }
    if (this.takes('attribute_not_exists')) return this.inParentheses(() => this.attribute() === undefined);
    if (this.takes('attribute_exists')) return this.inParentheses(() => this.attribute() !== undefined);
    return this.comparison();
  }

  private comparison(): boolean {
    const left = this.operand();
    if (this.takesWord('IN')) {
      return this.inParentheses(() => {
        let found = false;
        this.list(() => { found = compare(left, this.operand()) === 0 || found; });
        return found;
      });
    }
    const operator = this.tokens[this.position++];
    const order = compare(left, this.operand());
    if (operator === '<>') return order !== 0;
    if (order === undefined) return false;
    if (operator === '=') return order === 0;
    if (operator === '<') return order < 0;
    if (operator === '<=') return order <= 0;
    if (operator === '>') return order > 0;
    if (operator === '>=') return order >= 0;
    throw this.unexpected();
  }

  private sum(): AttributeValue {
    let value = this.required();
    for (;;) {
      if (this.takes('+')) value = add(value, this.required(), 1);
      else if (this.takes('-')) value = add(value, this.required(), -1);
      else return value;
    }
  }

  private required(): AttributeValue {
    const value = this.operand();
    if (value === undefined) throw new Error(`'${this.text}' refers to an attribute that the item has not`);
    return value;
  }

  private operand(): AttributeValue | undefined {
    if (this.takes('if_not_exists')) {
      return this.inParentheses(() => {
        const name = this.name();
        this.expect(',');
        const fallback = this.operand();
        return this.item?.[name] ?? fallback;
      });
    }
    if (this.takes('list_append')) {
      return this.inParentheses(() => {
        const list = this.required();
        this.expect(',');
        return { L: [...list.L as unknown[], ...this.required().L as unknown[]] };
      });
    }
    const token = this.tokens[this.position];
    if (!token?.startsWith(':')) return this.attribute();
    this.position++;
    const value = this.substitutions.ExpressionAttributeValues?.[token];
    if (value === undefined) throw new Error(`'${this.text}' has no value for ${token}`);
    return value;
  }

  private attribute(): AttributeValue | undefined {
    const name = this.name();
    return this.item?.[name];
  }

  private name(): string {
    const token = this.tokens[this.position++];
    if (!token?.startsWith('#')) return token;
    const name = this.substitutions.ExpressionAttributeNames?.[token];
    if (name === undefined) throw new Error(`'${this.text}' has no name for ${token}`);
    return name;
  }

  private list(read: () => void): void {
    do read(); while (this.takes(','));
  }

  private inParentheses<T>(read: () => T): T {
    this.expect('(');
    const result = read();
    this.expect(')');
    return result;
  }

  private takes(token: string): boolean {
    if (this.tokens[this.position] !== token) return false;
    this.position++;
    return true;
  }

  private takesWord(word: string): boolean {
    if (this.tokens[this.position]?.toUpperCase() !== word) return false;
    this.position++;
    return true;
  }

  private expect(token: string): void {
    if (!this.takes(token)) throw this.unexpected();
  }

  private unexpected(): Error {
    return new Error(`cannot read '${this.text}' from '${this.tokens.slice(this.position).join(' ')}' on`);
  }
}

function add(left: AttributeValue, right: AttributeValue | undefined, sign: 1 | -1): AttributeValue {
  return { N: String(Number(left.N) + sign * Number(right?.N)) };
}
