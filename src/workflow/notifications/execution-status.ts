/**
 * What an execution can come to.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export enum ExecutionStatus {
  /** It runs. */
  RUNNING = 'RUNNING',
  /** It ended well. */
  SUCCEEDED = 'SUCCEEDED',
  /** It ended with an error. */
  FAILED = 'FAILED',
  /** It took longer than its timeout. */
  TIMED_OUT = 'TIMED_OUT',
  /** Someone stopped it. */
  ABORTED = 'ABORTED',
  /** It waits to be redriven. */
  PENDING_REDRIVE = 'PENDING_REDRIVE',
}
