import { Annotations, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CallRecords } from './call-records';
import { PropChecks } from '../../workflow/prop-checks';
import { Retrier } from '../../workflow/retry-policy';
import { Step } from '../../workflow/step';

interface Timed {
  readonly Type: string;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly Partial<Retrier>[];
}

/** Attempts that are added up one by one; more are as good as no end. */
const ATTEMPTS_COUNTED = 1000;

/** Errors that a retrier names who retries timeouts. */
const TIMEOUTS = ['States.ALL', 'States.TaskFailed', 'States.Timeout'];

/**
 * Seconds that one Task state may take with all its retries; nothing for states that do not tell.
 *
 * @param failsAtOnce whether an attempt that ends in another error than a timeout takes no time
 */
export function longestCall(state: sfn.State, failsAtOnce = false): number | undefined {
  const { Type, TimeoutSeconds, Retry = [] } = state.toStateJson(sfn.QueryLanguage.JSONATA) as Timed;
  if (Type !== 'Task' || typeof TimeoutSeconds !== 'number') return undefined;
  let total = TimeoutSeconds;
  for (const { ErrorEquals = [], IntervalSeconds = 1, MaxAttempts = 3, BackoffRate = 2, MaxDelaySeconds = Infinity } of Retry) {
    if (MaxAttempts > ATTEMPTS_COUNTED) return undefined;
    const again = failsAtOnce && !ErrorEquals.some((error) => TIMEOUTS.includes(error)) ? 0 : TimeoutSeconds;
    for (let attempt = 0; attempt < MaxAttempts; attempt++) {
      total += Math.min(MaxDelaySeconds, IntervalSeconds * BackoffRate ** attempt) + again;
    }
  }
  return Math.ceil(total);
}

/**
 * Seconds that a rendered call may take on its longest path: attempts, waits, what stands in for it. Nothing where its states do not tell. An attempt that
 * ends in another error than a timeout is taken to fail at once: a service that hangs is what loses answers, and to add up the full timeout for each retry of
 * a transient error would refuse what is sensible. What records take is not in it, nor a fan-out's further rounds, as nobody knows how long a list is.
 */
export function longestOf(records: CallRecords, scope: Construct, { name }: Step): number | undefined {
  const state = scope.node.tryFindChild(name);
  return records.longest[name] ?? (state instanceof sfn.State ? longestCall(state, true) : undefined);
}

/**
 * Refuses a call that may take longer than the workflow: then nobody would hear of its failure, nor of what the other calls answered. Warns where the
 * calls may only do so together: that takes several that fail late in one request.
 *
 * @throws when a call's longest path is longer than the workflow's timeout; one error lists each
 */
export function checkLongest(records: CallRecords, scope: Construct, calls: readonly Step[]): void {
  const { timeout } = records.props;
  if (timeout === undefined || timeout.isUnresolved()) return;
  const limit = timeout.toSeconds();
  const longest = (call: Step) => longestOf(records, scope, call) ?? 0;
  const checks = new PropChecks(scope);
  for (const call of calls.flatMap((one) => one._members ?? [one])) {
    checks.check(longest(call) <= limit, `call '${call.name}': timeout`, `${longest(call)} seconds on its longest path`,
      `the workflow ends after ${limit}, and the answer is lost: shorten timeouts, take retries, waits or fallbacks away, or give the workflow a longer timeout`);
  }
  checks.throwIfAny();
  const together = calls.map((call) => Math.max(...(call._members ?? [call]).map(longest))).reduce((sum, one) => sum + one, 0);
  if (together <= limit) return;
  Annotations.of(records).addWarningV2('cdk-stepwise:longest-path', `calls that are made one after the other may take ${together} seconds with all retries, `
    + `waits and fallbacks, and the workflow ends after ${limit} without an answer: shorten them, or make them beside each other (Step.parallel)`);
}
