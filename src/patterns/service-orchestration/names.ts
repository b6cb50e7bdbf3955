import { createHash } from 'node:crypto';
import { expression, quoted } from '../../workflow/steps/jsonata';

/** Names of the states around a call, and of the members that say more about it than its result. */
export const CALL_NAMES = {
  guarded: (call: string) => `${call} guarded`,
  part: (call: string, part: string) => `${call}: ${part}`,
  /** Member of the object that says why the call failed: `{ error, cause }`. */
  failure: (call: string) => `${call} failure`,
  /** Member that says what stood in for the call: `{ source, error, cause, … }`. */
  fallback: (call: string) => `${call} fallback`,
  /** Member that says which of several answered. */
  from: (call: string) => `${call} from`,
};

/** Members that a call may have beside its result. */
export function sideMembers(call: string): string[] {
  return [CALL_NAMES.failure(call), CALL_NAMES.fallback(call), CALL_NAMES.from(call)];
}

/** States that the orchestration has around all calls. */
export const ORCHESTRATION_NAMES = {
  accept: 'Accept request',
  answer: 'Answer',
  hasKey: 'Has idempotency key?',
  noKey: 'No idempotency key',
  enough: (group: string) => `${group} enough?`,
  failed: (call: string) => `${call} failed`,
};

/** The variable that holds the request's idempotency key. */
export const IDEMPOTENCY_KEY = '$idempotencyKey';

/**
 * The variables of one call: an inner scope may not have a variable that one around it has, so each call has names of its own, also where its name holds
 * what no variable's may.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export function variableOf(call: string, name: string): string {
  const readable = call.replace(/\W+/g, '_').slice(0, 40);
  return `call_${readable === call ? call : `${readable}_${createHash('sha256').update(call).digest('hex').slice(0, 8)}`}_${name}`;
}

/** Output of a state that ends a call in `result`, with more members. */
export function resultOf(call: string, result: string, more: { readonly [member: string]: string } = {}): string {
  const members = Object.entries({ [call]: `($r := ${result}; $exists($r) ? $r : null)`, ...more });
  return expression(`{${members.map(([name, value]) => `${quoted(name)}: ${value}`).join(', ')}}`);
}
