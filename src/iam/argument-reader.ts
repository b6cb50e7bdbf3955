import { DYNAMIC, StaticText, staticIntrinsic, staticJsonata } from './static-text';

/** An argument of a call, as far as it is known before the machine runs. */
export interface Argument extends StaticText {
  /** Names (and indexes) from the arguments down to it. */
  readonly path: readonly string[];
  /** Field as the definition has it, from the state down (`Parameters.QueueUrl.$`). */
  readonly field: string;
  /** The text or expression found there. */
  readonly source: string;
}

/** What a state sends: `Arguments` under JSONata, `Parameters` under JSONPath. */
export class ArgumentReader {
  /** All scalar values and expressions, in the order written. */
  public readonly leaves: readonly Argument[];

  constructor(payload: unknown, language: 'JSONata' | 'JSONPath', field: string) {
    const leaves: Argument[] = [];
    // without Parameters, the state's input is what is sent
    if (payload === undefined && language === 'JSONPath') leaves.push({ ...DYNAMIC, path: [], field, source: '$' });
    else collect(payload, [], [field], language === 'JSONata' ? readJsonata : readJsonpath, leaves);
    this.leaves = leaves;
  }

  /** The argument at a path; an expression further up decides it too. Nothing when it isn't there, or is no scalar. */
  public read(path: readonly string[]): Argument | undefined {
    const leaf = this.leaves.find(({ path: at }) => at.length <= path.length && at.every((name, index) => name === path[index]));
    if (leaf === undefined || leaf.path.length === path.length) return leaf;
    return leaf.exact ? undefined : { ...leaf, ...DYNAMIC };
  }

  /** The arguments at a path: the one there, or each of a list. */
  public list(path: readonly string[]): Argument[] {
    const one = this.read(path);
    if (one !== undefined) return [one];
    return this.leaves.filter(({ path: at }) => at.length === path.length + 1 && path.every((name, index) => name === at[index])
      && /^\d+$/.test(at[path.length]));
  }
}

type Reader = (value: string, name: string) => StaticText;

function collect(value: unknown, path: readonly string[], at: readonly string[], read: Reader, leaves: Argument[]): void {
  if (value === null || value === undefined) return;
  if (typeof value === 'object') {
    for (const [name, member] of Object.entries(value)) {
      const isExpression = name.endsWith('.$') && read === readJsonpath && typeof member === 'string';
      collect(member, [...path, isExpression ? name.slice(0, -2) : name], [...at, name], read, leaves);
    }
    return;
  }
  const text = String(value as string | number | boolean);
  const { pattern, exact } = typeof value === 'string' ? read(text, at[at.length - 1]) : { pattern: text, exact: true };
  leaves.push({ pattern, exact, path, field: at.join('.'), source: text });
}

function readJsonata(text: string): StaticText {
  const expression = /^\{%([^]*)%\}$/.exec(text);
  return expression === null ? { pattern: text, exact: true } : staticJsonata(expression[1]);
}

function readJsonpath(text: string, name: string): StaticText {
  return name.endsWith('.$') ? staticIntrinsic(text) : { pattern: text, exact: true };
}
