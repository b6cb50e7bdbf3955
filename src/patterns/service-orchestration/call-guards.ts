import { BulkheadOptions } from './bulkhead';
import { CircuitBreakerOptions } from './circuit-breaker';
import { Fallback } from './fallback';
import { IdempotencyKey } from './idempotency-key';
import { RetryAfter } from './retry-after';

/**
 * What stands around a call, from the outside in: the fallback, the bulkhead, the circuit breaker, the waits that the service asks for, the call.
 * Its timeout and the errors that it is retried on are the step's own (`timeout`, `retry`).
 */
export interface CallGuards {
  /**
   * Leaves a service alone that keeps failing.
   *
   * @default - every call is made
   */
  readonly circuitBreaker?: CircuitBreakerOptions;

  /**
   * How many calls may be in flight, of all executions together.
   *
   * @default - as many as there are
   */
  readonly bulkhead?: BulkheadOptions;

  /**
   * What stands in for the call when it fails.
   *
   * @default - nothing: the call has failed
   */
  readonly fallback?: Fallback;

  /**
   * Waits as long as the service asks for, in place of the step's own retries on the same errors.
   *
   * @default - the step's own retries
   */
  readonly retryAfter?: RetryAfter;

  /**
   * Where the call hands over its idempotency key.
   *
   * @default - it does not, except where the step's own arguments do
   */
  readonly idempotencyKey?: IdempotencyKey;
}
