import { verdict, type MatcherContext, type MatcherResult } from './matcher';
import type { Run } from '../simulation';

export function toHaveVisited(this: MatcherContext, run: Run, ...stateNames: string[]): MatcherResult {
  let from = 0;
  const missing = stateNames.find((name) => {
    const at = run.path.indexOf(name, from);
    if (at >= 0) from = at + 1;
    return at < 0;
  });
  return verdict(run, missing === undefined, `visit ${list(stateNames)}`, `visited ${list(run.path)}`, this.isNot);
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'no state' : names.join(' → ');
}
