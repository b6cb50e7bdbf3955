import { httpStatusErrors, isHttpStatus } from './http-status';
import { PropChecks } from './prop-checks';
import {
  checkSeconds, EXPRESS_LONGER_RETRY_DEFAULTS, LONGER_RETRY_DEFAULTS, MAX_COUNT, MAX_DELAY_SECONDS, RETRY_DEFAULTS, RetryOptions, seconds,
} from './retry-options';

/** @internal */
export interface Retrier {
  readonly ErrorEquals: string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds: number;
  readonly JitterStrategy: 'FULL' | 'NONE';
}

interface Rule {
  /** `undefined`: the transient errors of the service that the step calls. */
  readonly errors?: readonly string[];
  /** Of `onHttpStatus`: as the user wrote them. */
  readonly statuses?: readonly string[];
  readonly options: RetryOptions;
  readonly defaults: Required<RetryOptions>;
}

/**
 * When and how a step tries again.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export class RetryPolicy {
  /**
   * Tries again after the errors that pass by themselves: throttling and service faults of the service that the step calls.
   * Which ones they are is listed in `docs/guides/steps.md`. This is what every step does by default.
   */
  public static transientErrors(options: RetryOptions = {}): RetryPolicy {
    return new RetryPolicy([{ options, defaults: RETRY_DEFAULTS }]);
  }

  /** Never tries again. */
  public static none(): RetryPolicy {
    return new RetryPolicy([]);
  }

  /**
   * Tries again after these errors and no other.
   *
   * @param errors error names (`Card.Busy`, `States.Timeout`); `States.ALL` stands alone
   */
  public static on(errors: string[], options: RetryOptions = {}): RetryPolicy {
    return new RetryPolicy([{ errors, options, defaults: RETRY_DEFAULTS }]);
  }

  /**
   * Tries again after HTTP answers of these statuses and no other.
   *
   * Step Functions compares error names as a whole, so that a class is written out: all hundred of its statuses stand in the definition.
   *
   * @param statuses statuses (`429`) and classes (`4xx`, `5xx`)
   */
  public static onHttpStatus(statuses: string[], options: RetryOptions = {}): RetryPolicy {
    return new RetryPolicy([{ errors: httpStatusErrors(statuses), statuses, options, defaults: RETRY_DEFAULTS }]);
  }

  /**
   * Tries again after any error, for hours: about 9 with the default options, half of that on average because of the jitter.
   * It is how a `Saga` treats a compensation.
   */
  public static longer(options: RetryOptions = {}): RetryPolicy {
    return new RetryPolicy([{ errors: ['States.ALL'], options, defaults: LONGER_RETRY_DEFAULTS }]);
  }

  /**
   * As `longer`, within the five minutes that an Express execution has.
   * @internal
   */
  public static _longerExpress(): RetryPolicy {
    return new RetryPolicy([{ errors: ['States.ALL'], options: {}, defaults: EXPRESS_LONGER_RETRY_DEFAULTS }]);
  }

  private constructor(private readonly rules: readonly Rule[]) {}

  /** This policy, and `other` for the errors that this one does not name. */
  public orElse(other: RetryPolicy): RetryPolicy {
    return new RetryPolicy([...this.rules, ...other.rules]);
  }

  /**
   * What is wrong with the policy.
   * @internal
   */
  public _check(checks: PropChecks, prop: string): void {
    this.rules.forEach(({ errors, statuses, options, defaults }, index) => {
      const { interval, maxAttempts, backoffRate, maxDelay } = { ...defaults, ...given(options) };
      if (errors) checkErrors(checks, prop, errors, index === this.rules.length - 1);
      for (const status of statuses ?? []) {
        checks.check(isHttpStatus(status), prop, status, "give a status of 400 or more ('429') or a class ('4xx', '5xx')");
      }
      checkSeconds(checks, `${prop}.interval`, interval, 1, MAX_COUNT);
      checkSeconds(checks, `${prop}.maxDelay`, maxDelay, 1, MAX_DELAY_SECONDS - 1);
      checks.check(Number.isInteger(maxAttempts) && maxAttempts >= 0 && maxAttempts <= MAX_COUNT, `${prop}.maxAttempts`, maxAttempts,
        `give a whole number from 0 to ${MAX_COUNT}`);
      checks.check(backoffRate >= 1, `${prop}.backoffRate`, backoffRate, 'give a number of at least 1');
      const [shortest, longest] = [seconds(interval), seconds(maxDelay)];
      checks.check(!(shortest > longest), `${prop}.maxDelay`, maxDelay, `give at least the interval (${shortest} seconds)`);
    });
  }

  /**
   * The policy as the `Retry` field of a state.
   *
   * @param transientErrors the errors of the called service that pass by themselves
   * @internal
   */
  public _render(transientErrors: readonly string[]): Retrier[] {
    return this.rules.map(({ errors, options, defaults }): Retrier => {
      const { interval, maxAttempts, backoffRate, maxDelay, jitter } = { ...defaults, ...given(options) };
      return {
        ErrorEquals: [...(errors ?? transientErrors)],
        IntervalSeconds: interval.toSeconds(),
        MaxAttempts: maxAttempts,
        BackoffRate: backoffRate,
        MaxDelaySeconds: maxDelay.toSeconds(),
        JitterStrategy: jitter ? 'FULL' : 'NONE',
      };
    }).filter((retrier) => retrier.ErrorEquals.length > 0);
  }
}

function checkErrors(checks: PropChecks, prop: string, errors: readonly string[], last: boolean): void {
  checks.check(errors.length > 0, prop, errors, 'name at least one error, or give RetryPolicy.none()');
  const all = errors.includes('States.ALL');
  checks.check(!all || errors.length === 1, prop, errors, 'States.ALL stands alone: it covers the others');
  checks.check(!all || last, prop, errors, 'put the policy on States.ALL last: nothing after it is ever reached');
  checks.check(errors.every((error) => error !== ''), prop, errors, 'an error name may not be empty');
}

/** Without the members that are undefined, which would hide a default. */
function given(options: RetryOptions): RetryOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
