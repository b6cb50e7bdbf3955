import { Construct } from 'constructs';

/**
 * Collects what is wrong with the props of one construct and reports all of it in one error.
 *
 * @internal
 */
export class PropChecks {
  private readonly problems: string[] = [];

  /** @param where the construct (its path is named), or the words that name the thing that is checked */
  constructor(private readonly where: Construct | string) {}

  /**
   * Notes a problem.
   *
   * @param prop the prop as the user writes it (`retry.maxAttempts`)
   * @param got  the value got
   * @param fix  what to do, lowercase and without a period
   */
  public add(prop: string, got: unknown, fix: string): void {
    this.problems.push(`${prop}: got ${show(got)}; ${fix}`);
  }

  /** Notes a problem unless `ok`. */
  public check(ok: boolean, prop: string, got: unknown, fix: string): void {
    if (!ok) this.add(prop, got, fix);
  }

  /** Takes over problems found elsewhere, already worded. */
  public merge(problems: readonly string[]): void {
    this.problems.push(...problems);
  }

  /** The problems found so far, worded. */
  public get found(): readonly string[] {
    return this.problems;
  }

  /** @throws one Error that lists every problem found */
  public throwIfAny(): void {
    if (this.problems.length === 0) return;
    const name = typeof this.where === 'string' ? this.where : this.where.node.path;
    throw new Error(this.problems.length === 1
      ? `${name}: ${this.problems[0]}`
      : `${name}: ${this.problems.length} problems\n${this.problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `[${value.map(show).join(', ')}]`;
  if (value instanceof Construct) return value.node.path;
  if (typeof value === 'object' && value !== null && 'toHumanString' in value) {
    return (value as { toHumanString(): string }).toHumanString();
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
