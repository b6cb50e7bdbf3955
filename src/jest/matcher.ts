import type { Run } from '../simulation';

/** What Jest gives a matcher as `this`. */
export interface MatcherContext {
  readonly isNot?: boolean;
  readonly utils: { printExpected(value: unknown): string };
  equals(a: unknown, b: unknown): boolean;
}

/** What a matcher answers. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/**
 * The answer of a matcher.
 *
 * @param expected what was to be, after "the run was to …"
 * @param got      what was instead
 */
export function verdict(run: Run, pass: boolean, expected: string, got: string, isNot: boolean | undefined): MatcherResult {
  return { pass, message: () => `expected the run ${isNot ? 'not ' : ''}to ${expected}, but it ${got}\n\n${run.toString()}` };
}

/** How a run stands, in words. */
export function standing(run: Run): string {
  return ENDINGS.get(run.status)?.(run) ?? `is ${run.status}`;
}

const failed = (verb: string) => (run: Run) => `${verb}${run.errorName === undefined ? '' : ` with ${run.errorName}`}${run.cause === undefined ? '' : `: ${run.cause}`}`;

const ENDINGS = new Map<string, (run: Run) => string>([
  ['SUCCEEDED', (run) => `succeeded with ${run.outputJson}`],
  ['FAILED', failed('failed')],
  ['TIMED_OUT', failed('timed out')],
  ['ABORTED', failed('was stopped')],
  ['RUNNING', (run) => `waits${run.pendingTokens.length > 0 ? ` for ${run.pendingTokens.length} task token(s)` : ''}`],
]);
