import { standing, verdict, type MatcherContext, type MatcherResult } from './matcher';
import type { Run } from '../simulation';

export function toHaveSucceeded(this: MatcherContext, run: Run, ...outputs: unknown[]): MatcherResult {
  const succeeded = run.status === 'SUCCEEDED';
  if (outputs.length === 0) return verdict(run, succeeded, 'succeed', standing(run), this.isNot);
  const [output] = outputs;
  return verdict(run, succeeded && this.equals(run.output, output), `succeed with ${this.utils.printExpected(output)}`, standing(run), this.isNot);
}
