/** Where a run stands, in the words of DescribeExecution. */
export enum RunStatus {
  /** It waits for somebody, or for time to pass. */
  RUNNING = 'RUNNING',
  /** It has ended well. */
  SUCCEEDED = 'SUCCEEDED',
  /** A state has failed, or a quota was reached. */
  FAILED = 'FAILED',
  /** It took longer than the workflow's timeout, or than AWS lets an execution take. */
  TIMED_OUT = 'TIMED_OUT',
  /** It was stopped. */
  ABORTED = 'ABORTED',
}
