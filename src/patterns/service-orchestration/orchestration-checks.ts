import { sideMembers } from './names';
import { FailureMode, ORCHESTRATION_DEFAULTS, ServiceOrchestrationProps } from './service-orchestration-props';
import { PropChecks } from '../../workflow/prop-checks';
import { checkSeconds } from '../../workflow/retry-options';
import { Step } from '../../workflow/step';
import { isExpression } from '../../workflow/steps/jsonata';

/** The calls, those of groups one by one. */
export function singleCalls(calls: readonly Step[]): Step[] {
  return calls.flatMap((call) => call._members ?? [call]);
}

/** Notes what is wrong with the props beside what the workflow finds. */
export function checkOrchestrationProps(props: ServiceOrchestrationProps, checks: PropChecks): void {
  const { calls, callTimeout, callRetry, idempotencyKey, table, tableEncryptionKey } = props;
  const singles = singleCalls(calls);
  checks.check(calls.length > 0, 'calls', calls, 'give at least one call');
  for (const call of calls) checks.merge(call._problems());
  checkNames(singles, checks);
  if (callTimeout) checkSeconds(checks, 'callTimeout', callTimeout, 1, 300);
  callRetry?._check(checks, 'callRetry');
  if (idempotencyKey !== undefined) checks.check(isExpression(idempotencyKey), 'idempotencyKey', idempotencyKey, 'give a JSONata expression in {% %}');
  checks.check(!(table && tableEncryptionKey), 'tableEncryptionKey', tableEncryptionKey, 'take it out: the table given has its own');
  if ((props.failureMode ?? ORCHESTRATION_DEFAULTS.failureMode) === FailureMode.ALL_OR_NOTHING) checkAllOrNothing(props, checks);
  else checkPartial(props, singles, checks);
}

/** Results stand under the calls' names, beside the request's own fields and what the calls add. */
function checkNames(singles: readonly Step[], checks: PropChecks): void {
  const names = singles.map(({ name }) => name);
  const repeated = names.filter((name, at) => names.indexOf(name) !== at);
  checks.check(repeated.length === 0, 'calls', [...new Set(repeated)], 'give each call a name of its own');
  const sides = names.flatMap(sideMembers);
  checks.check(!names.some((name) => sides.includes(name)), 'calls', names.filter((name) => sides.includes(name)),
    "give another name: what a call says beside its result stands under its name with 'failure', 'fallback' or 'from'");
}

function checkPartial(props: ServiceOrchestrationProps, singles: readonly Step[], checks: PropChecks): void {
  for (const { name, _compensation } of singles) {
    checks.check(!_compensation, `call '${name}': compensation`, _compensation?.name, 'only FailureMode.ALL_OR_NOTHING undoes: set it, or take the compensation out');
  }
  for (const prop of ['compensationRetry', 'parkingQueue'] as const) {
    checks.check(props[prop] === undefined, prop, props[prop], 'only FailureMode.ALL_OR_NOTHING undoes: set it, or take this out');
  }
  const names = singles.map(({ name }) => name);
  for (const name of props.requiredCalls ?? []) checks.check(names.includes(name), 'requiredCalls', name, `name one of ${names.join(', ')}`);
  for (const [outcome, code] of Object.entries(props.statusCodes ?? {}) as [string, number | undefined][]) {
    checks.check(code === undefined || Number.isInteger(code) && code >= 200 && code <= 599, `statusCodes.${outcome}`, code, 'give a status from 200 to 599');
  }
}

function checkAllOrNothing(props: ServiceOrchestrationProps, checks: PropChecks): void {
  for (const prop of ['requiredCalls', 'statusCodes'] as const) {
    checks.check(props[prop] === undefined, prop, props[prop], 'take it out: with FailureMode.ALL_OR_NOTHING every call is required, and a failure fails the execution');
  }
}
