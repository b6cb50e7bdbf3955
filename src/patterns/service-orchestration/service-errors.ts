/** Errors that calls fail with on account of what stands around them; they start with no service's name. */
export class ServiceErrors {
  /** The circuit is open, or another execution's probe is under way: the call was not made. */
  public static readonly CIRCUIT_OPEN = 'CircuitBreaker.Open';

  /** Every permit of the bulkhead is taken: the call was not made. */
  public static readonly BULKHEAD_FULL = 'Bulkhead.Full';

  /** None of several calls answered. */
  public static readonly NO_ANSWER = 'FirstSuccess.NoAnswer';

  /** More calls of a fan-out failed than are tolerated. */
  public static readonly ITEMS_FAILED = 'ForEach.ItemsFailed';

  /** The orchestration's `idempotencyKey` gave nothing, null or an empty text: no call was made. */
  public static readonly NO_IDEMPOTENCY_KEY = 'ServiceOrchestration.NoIdempotencyKey';

  private constructor() {}
}

/**
 * How a branch tells the others that it has the answer: it fails, as that is what ends a Parallel state early.
 *
 * @internal
 */
export const ANSWERED = 'FirstSuccess.Answered';
