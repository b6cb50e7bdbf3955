import { Duration, Token } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';
import { DeliveryOptions } from './trigger-options';

/**
 * The limits of a retry policy, the same for EventBridge rules and EventBridge Scheduler.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
 */
export const DELIVERY_LIMITS = {
  minimumEventAge: Duration.seconds(60),
  maximumEventAge: Duration.hours(24),
  maximumRetryAttempts: 185,
};

/** What holds where the user says nothing: the longest that AWS tries. */
export const DELIVERY_DEFAULTS = {
  maxEventAge: Duration.hours(24),
  retryAttempts: 185,
};

/** Notes what is wrong with the retry props. */
export function checkDelivery(options: DeliveryOptions, checks: PropChecks): void {
  const { minimumEventAge, maximumEventAge, maximumRetryAttempts } = DELIVERY_LIMITS;
  checkDuration(options.maxEventAge, { prop: 'maxEventAge', minimum: minimumEventAge, maximum: maximumEventAge }, checks);
  checkInteger(options.retryAttempts, { prop: 'retryAttempts', minimum: 0, maximum: maximumRetryAttempts }, checks);
  checks.check(options.deadLetterQueue?.fifo !== true, 'deadLetterQueue', options.deadLetterQueue,
    'give a standard queue: EventBridge parks events in no FIFO queue');
}

/** The retry policy as CloudFormation takes it. */
export function renderRetryPolicy(options: DeliveryOptions): { maximumEventAgeInSeconds: number; maximumRetryAttempts: number } {
  return {
    maximumEventAgeInSeconds: (options.maxEventAge ?? DELIVERY_DEFAULTS.maxEventAge).toSeconds(),
    maximumRetryAttempts: options.retryAttempts ?? DELIVERY_DEFAULTS.retryAttempts,
  };
}

/** Notes a number that is not whole or not within its range; a token is left to AWS. */
export function checkInteger(
  value: number | undefined, range: { prop: string; minimum: number; maximum: number }, checks: PropChecks,
): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  const fits = Number.isInteger(value) && value >= range.minimum && value <= range.maximum;
  checks.check(fits, range.prop, value, `give a whole number from ${range.minimum} to ${range.maximum}`);
}

/** Notes a duration that is outside its range or not in whole steps (seconds, unless said otherwise); a token is left to AWS. */
export function checkDuration(
  value: Duration | undefined, range: { prop: string; minimum: Duration; maximum: Duration; step?: 'seconds' | 'minutes' }, checks: PropChecks,
): void {
  if (value === undefined || value.isUnresolved()) return;
  const { prop, minimum, maximum, step = 'seconds' } = range;
  const milliseconds = value.toMilliseconds();
  const fits = milliseconds % STEPS[step] === 0
    && milliseconds >= minimum.toMilliseconds() && milliseconds <= maximum.toMilliseconds();
  checks.check(fits, prop, value, `give whole ${step}, from ${minimum.toHumanString()} to ${maximum.toHumanString()}`);
}

/** In milliseconds. */
const STEPS = { seconds: 1000, minutes: 60_000 };
