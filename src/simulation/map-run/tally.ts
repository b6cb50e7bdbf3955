import type { MapRunCounts } from '../engine/map-run-port';

/** How a child execution ended. */
type End = 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

const COUNTED_AS: Readonly<Record<End, 'succeeded' | 'failed' | 'timedOut' | 'aborted'>> = {
  SUCCEEDED: 'succeeded', FAILED: 'failed', TIMED_OUT: 'timedOut', ABORTED: 'aborted',
};

/** Counts what becomes of items or of child executions. */
export class Tally {
  private readonly ended = { succeeded: 0, failed: 0, timedOut: 0, aborted: 0 };
  private running = 0;

  public started(count: number): void {
    this.running += count;
  }

  public finished(count: number, end: End): void {
    this.running -= count;
    this.ended[COUNTED_AS[end]] += count;
  }

  /** What did not succeed is about to run again. */
  public again(count: number, end: End): void {
    this.ended[COUNTED_AS[end]] -= count;
  }

  /**
   * @param pending what has not started
   * @param written whether results are written as they come
   */
  public counts(pending: number, written: boolean): MapRunCounts {
    const over = Object.values(this.ended).reduce((sum, count) => sum + count, 0);
    return { pending, running: this.running, ...this.ended, total: pending + this.running + over, resultsWritten: written ? over : 0 };
  }
}
