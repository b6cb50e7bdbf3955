import type { Json } from '../../asl';
import type { Call } from '../tasks/call';

/** Fields of requests that name what is called. */
const NAMING = /(Name|Names|Arn|ARN|Url|URL|Id|Bucket|Bus|Endpoint|Table|Queue|Topic|Cluster|Definition|Project|Stream|Function|Activity|Crawler|WorkGroup)$/;
/** How deep in a request such a field may be: `Entries[0].EventBusName`. */
const DEPTH = 3;
const QUALIFIED_FUNCTION = /^(arn:[^:]*:lambda:[^:]*:[^:]*:function:[^:]+):[^:]+$/;

/** Whether the call is to a resource that goes by one of these names. */
export function namesOneOf(call: Call, names: ReadonlySet<string>): boolean {
  return isNamed(call.resource, names) || (typeof call.request === 'object' && call.request !== null && holdsName(call.request, names, DEPTH));
}

/** All the names that one ARN goes by: itself, and what stands at its end. */
export function namesOfArn(arn: string): string[] {
  const last = arn.split(/[:/]/).pop()!;
  return last && last !== arn ? [arn, last] : [arn];
}

function isNamed(text: string, names: ReadonlySet<string>): boolean {
  if (names.has(text)) return true;
  const unqualified = QUALIFIED_FUNCTION.exec(text);
  return unqualified !== null && names.has(unqualified[1]);
}

function holdsName(value: Json, names: ReadonlySet<string>, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth === 0) return false;
  if (Array.isArray(value)) return value.some((entry) => holdsName(entry, names, depth - 1));
  return Object.entries(value).some(([key, entry]) => (typeof entry === 'string' ? NAMING.test(key) && isNamed(entry, names) : holdsName(entry, names, depth - 1)));
}
