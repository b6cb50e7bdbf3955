/**
 * What AWS allows a distributed map.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const MAP_LIMITS = {
  concurrency: 10_000,
  labelLength: 40,
  maxItems: 100_000_000,
  /** Input, output and static parts of a state, in bytes of UTF-8. */
  payloadBytes: 262_144,
  definitionBytes: 1_048_576,
  headerBytes: 10_240,
  /** A JSON Pointer has to be shorter. */
  pointerLength: 2_000,
} as const;

/** The values that the `@default` notes of the props state; a test holds the notes to them. */
export const MAP_DEFAULTS = {
  /**
   * A Region runs 1,000 Lambda functions at once unless its quota was raised, for all that the account does there. A tenth of that lets
   * everything else go on; AWS's own default is ten times all of it.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
   */
  maxConcurrency: 100,
  prefix: 'map-runs',
  itemsFailedThreshold: 1,
  backlogThreshold: 1,
} as const;
