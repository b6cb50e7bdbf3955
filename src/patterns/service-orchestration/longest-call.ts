import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Retrier } from '../../workflow/retry-policy';

interface Timed {
  readonly Type: string;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly Partial<Retrier>[];
}

/** Attempts that are added up one by one; more are as good as no end. */
const ATTEMPTS_COUNTED = 1000;

/** Seconds that one Task state may take with all its retries; nothing for states that do not tell. */
export function longestCall(state: sfn.State): number | undefined {
  const { Type, TimeoutSeconds, Retry = [] } = state.toStateJson(sfn.QueryLanguage.JSONATA) as Timed;
  if (Type !== 'Task' || typeof TimeoutSeconds !== 'number') return undefined;
  let total = TimeoutSeconds;
  for (const { IntervalSeconds = 1, MaxAttempts = 3, BackoffRate = 2, MaxDelaySeconds = Infinity } of Retry) {
    if (MaxAttempts > ATTEMPTS_COUNTED) return undefined;
    for (let attempt = 0; attempt < MaxAttempts; attempt++) {
      total += Math.min(MaxDelaySeconds, IntervalSeconds * BackoffRate ** attempt) + TimeoutSeconds;
    }
  }
  return Math.ceil(total);
}
