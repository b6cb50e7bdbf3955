import { standing, verdict, type MatcherContext, type MatcherResult } from './matcher';
import type { Run } from '../simulation';

export function toHaveFailedWith(this: MatcherContext, run: Run, errorName: string, cause?: string | RegExp): MatcherResult {
  const ended = run.status !== 'SUCCEEDED' && run.status !== 'RUNNING';
  const pass = ended && run.errorName === errorName && (cause === undefined || explains(run.cause ?? '', cause));
  const wanted = cause === undefined ? errorName : `${errorName} and the cause ${String(cause)}`;
  return verdict(run, pass, `fail with ${wanted}`, standing(run), this.isNot);
}

function explains(got: string, cause: string | RegExp): boolean {
  return typeof cause === 'string' ? got.includes(cause) : cause.test(got);
}
