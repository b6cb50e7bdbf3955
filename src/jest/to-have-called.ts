import { verdict, type MatcherContext, type MatcherResult } from './matcher';
import type { Run, ServiceRequest } from '../simulation';

export function toHaveCalled(this: MatcherContext, run: Run, what: string, ...requests: unknown[]): MatcherResult {
  const calls = run.calls.filter((call) => isOf(call, what));
  const pass = requests.length === 0 ? calls.length > 0 : calls.some((call) => this.equals(call.request, requests[0]));
  const wanted = requests.length === 0 ? `call ${what}` : `call ${what} with ${this.utils.printExpected(requests[0])}`;
  return verdict(run, pass, wanted, got(run, what, calls), this.isNot);
}

/** By the state that made the call, the action, the Resource, or any text of the request. */
function isOf(call: ServiceRequest, what: string): boolean {
  return call.stateName === what || `${call.service}:${call.action}` === what || call.resource === what || names(call.request, what);
}

function names(value: unknown, what: string): boolean {
  if (typeof value === 'string') return value === what;
  return typeof value === 'object' && value !== null && Object.values(value).some((member) => names(member, what));
}

function got(run: Run, what: string, calls: readonly ServiceRequest[]): string {
  if (calls.length > 0) return `called ${what} with ${calls.map((call) => call.requestJson).join(' and ')}`;
  const made = run.calls.map((call) => `${call.stateName} (${call.service}${call.action ? `:${call.action}` : ''})`);
  return made.length === 0 ? 'made no call' : `called ${made.join(', ')}`;
}
