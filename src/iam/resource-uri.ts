import { parseArn } from './arn';
import type { CallPattern } from './call';
import { splitOutsideTokens } from './tokens';

/** What the `Resource` of a task says. */
export type TaskTarget =
  | { readonly kind: 'integration'; readonly service: string; readonly action: string; readonly pattern: CallPattern }
  | { readonly kind: 'sdk'; readonly service: string; readonly action: string; readonly pattern: CallPattern }
  | { readonly kind: 'function'; readonly arn: string }
  | { readonly kind: 'activity' }
  | { readonly kind: 'unknown' };

const SUFFIXES: readonly (readonly [suffix: string, pattern: CallPattern])[] = [
  ['.waitForTaskToken', 'CALLBACK'],
  ['.sync:2', 'SYNC_2'],
  ['.sync', 'SYNC'],
];

/** Reads the `Resource` of a task. */
export function parseTaskResource(resource: string): TaskTarget {
  const arn = parseArn(resource);
  if (arn?.service === 'lambda') return { kind: 'function', arn: resource };
  if (arn?.service !== 'states') return { kind: 'unknown' };
  if (arn.resource.startsWith('activity:')) return { kind: 'activity' };
  const [suffix, pattern] = SUFFIXES.find(([text]) => arn.resource.endsWith(text)) ?? ['', 'REQUEST_RESPONSE' as const];
  const parts = splitOutsideTokens(arn.resource.slice(0, arn.resource.length - suffix.length), ':');
  if (parts[0] === 'aws-sdk' && parts.length === 3) return { kind: 'sdk', service: parts[1], action: parts[2], pattern };
  if (parts.length === 2) return { kind: 'integration', service: parts[0], action: parts[1], pattern };
  return { kind: 'unknown' };
}
