import type { Call, CallPattern } from './call';

/** One API action of an optimized integration. */
export interface IntegrationAction {
  /** Patterns that AWS offers for it. */
  readonly patterns: readonly CallPattern[];
  /** Tells what the call needs. */
  readonly tell: (call: Call) => void;
}

/** An optimized integration of AWS: `arn:aws:states:::SERVICE:ACTION`. */
export interface Integration {
  /** Service as the resource ARN writes it. */
  readonly service: string;
  /** Its actions, by name as the resource ARN writes it. */
  readonly actions: Readonly<Record<string, IntegrationAction>>;
}

/** Answers once: nothing to wait for. */
export const ANSWERS: readonly CallPattern[] = ['REQUEST_RESPONSE'];
/** Answers once, or waits for a callback. */
export const CALLS_BACK: readonly CallPattern[] = ['REQUEST_RESPONSE', 'CALLBACK'];
/** Answers once, or waits until the job ends. */
export const RUNS_JOB: readonly CallPattern[] = ['REQUEST_RESPONSE', 'SYNC'];
/** All of these. */
export const WAITS_ANYHOW: readonly CallPattern[] = ['REQUEST_RESPONSE', 'SYNC', 'CALLBACK'];
