import { Duration } from 'aws-cdk-lib';
import { PropChecks } from './prop-checks';

/** The pace of retries. */
export interface RetryOptions {
  /**
   * Wait before the first retry, in whole seconds.
   *
   * @default Duration.seconds(2); 30 seconds for `RetryPolicy.longer`
   */
  readonly interval?: Duration;

  /**
   * How often to try again after the first attempt: 0 to 99,999,999.
   *
   * @default 5; 12 for `RetryPolicy.longer`
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
   */
  readonly maxAttempts?: number;

  /**
   * Factor by which the wait grows from one retry to the next, at least 1.
   *
   * @default 2
   */
  readonly backoffRate?: number;

  /**
   * Longest wait between two attempts, in whole seconds, at least `interval`.
   *
   * @default Duration.minutes(1); 1 hour for `RetryPolicy.longer`
   */
  readonly maxDelay?: Duration;

  /**
   * Whether each wait is drawn at random between nothing and its full length (`JitterStrategy: FULL`),
   * so that executions that failed together do not come back together.
   *
   * @default true
   */
  readonly jitter?: boolean;
}

/** @internal */
export const RETRY_DEFAULTS = {
  interval: Duration.seconds(2),
  maxAttempts: 5,
  backoffRate: 2,
  maxDelay: Duration.minutes(1),
  jitter: true,
};

/** @internal */
export const LONGER_RETRY_DEFAULTS = { ...RETRY_DEFAULTS, interval: Duration.seconds(30), maxAttempts: 12, maxDelay: Duration.hours(1) };

/** @internal */
export const EXPRESS_LONGER_RETRY_DEFAULTS = { ...RETRY_DEFAULTS, interval: Duration.seconds(1), maxAttempts: 5, maxDelay: Duration.seconds(8) };

/**
 * Largest number that AWS takes for IntervalSeconds and MaxAttempts.
 * @internal
 */
export const MAX_COUNT = 99_999_999;

/**
 * MaxDelaySeconds has to be below this number of seconds.
 * @internal
 */
export const MAX_DELAY_SECONDS = 31_622_400;

/** @internal */
export function checkSeconds(checks: PropChecks, prop: string, duration: Duration, least: number, most: number): void {
  if (duration.isUnresolved()) return;
  const value = seconds(duration);
  checks.check(Number.isInteger(value) && value >= least && value <= most, prop, duration, `give whole seconds from ${least} to ${most}`);
}

/** @internal */
export function seconds(duration: Duration): number {
  return duration.isUnresolved() ? NaN : duration.toSeconds({ integral: false });
}
