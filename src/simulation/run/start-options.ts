/** How a run starts. */
export interface StartOptions {
  /**
   * The execution's input, any JSON value. JSON nulls in it are lost outside of TypeScript: see `inputJson`.
   *
   * @default {}
   */
  readonly input?: any;
  /**
   * The execution's input as JSON text, instead of `input`.
   *
   * @default - `input`
   */
  readonly inputJson?: string;
  /**
   * The execution's name.
   *
   * @default - a UUID that the seed gives
   */
  readonly name?: string;
  /**
   * What randomness and ids come from: the same seed, input and mocks give the same history.
   *
   * @default 'cdk-stepwise'
   */
  readonly seed?: string;
  /**
   * Virtual time at the start, in ISO 8601.
   *
   * @default '2026-01-01T00:00:00.000Z'
   */
  readonly startTime?: string;
  /**
   * Keeps the history, the path and the visits of states. Without it a run takes less time and memory.
   *
   * @default true
   */
  readonly recordHistory?: boolean;
}

/** The defaults of `StartOptions`. */
export const START_DEFAULTS = { seed: 'cdk-stepwise', startTime: '2026-01-01T00:00:00.000Z' } as const;
