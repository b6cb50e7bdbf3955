import { ItemSet } from './item-reader';
import { Item, ItemReaderFailure } from './readers/item-format';
import { ChildResult } from './results/child-result';
import type { Results } from './results/results';
import { Tally } from './tally';
import type { Tolerance } from './tolerance';
import type { Work } from './work';
import type { Json } from '../../asl';
import type { ExecutionEnd } from '../engine/execution';
import { Failure, StateFailure } from '../engine/failure';
import type { ChildExecution, MapRunDescription, MapRunHandle, MapRunHost } from '../engine/map-run-port';

/** Children whose histories are kept from the start; of those after them, only histories of failed ones are. */
export const KEPT_CHILDREN = 1_000;

/** A map run that is ready to start. */
export interface MapRunPlan {
  /** How many items there are, where that is known before they are read. */
  readonly length: number | undefined;
  readonly tolerance: Tolerance;
  /** Child executions that run at once. */
  readonly concurrency: number;
  readonly results: Results;
  readonly type: 'STANDARD' | 'EXPRESS';
  /** Where the items come from, read anew with each call. @throws ItemReaderFailure where they cannot be read */
  items(): ItemSet;
  /** The input that an item gives, before batches are made. */
  itemInput(item: Item, index: number, source: string): Json;
  batches(inputs: Iterable<Json>): Iterable<Work>;
}

/** A child that did not succeed: a redrive runs it again. */
interface Unfinished {
  readonly index: number;
  readonly work: Work;
  readonly child: ChildExecution;
  readonly status: ChildResult['status'];
}

/** Starts a child execution for each item or batch, counts failures, and hands results on. Holds only what runs. */
export class MapRun implements MapRunHandle {
  private works: Iterator<Work> = [][Symbol.iterator]();
  private started = 0;
  private running = 0;
  private itemsRead = 0;
  private itemsFailed = 0;
  private exhausted = false;
  private settled = false;
  private pumping = false;
  private redriveCount = 0;
  private unfinished: Unfinished[] = [];
  private readonly items = new Tally();
  private readonly executions = new Tally();
  /** What was never started because the run failed. */
  private left = { items: 0, executions: 0 };

  constructor(private readonly host: MapRunHost, private readonly plan: MapRunPlan) {}

  public start(): this {
    this.host.started(this.plan.length ?? 0);
    this.works = this.worksAfter(0);
    this.pump();
    return this;
  }

  public abort(): void {
    this.settled = true;
  }

  public redrive(): void {
    const again = this.unfinished;
    this.unfinished = [];
    this.redriveCount++;
    this.itemsFailed = 0;
    this.left = { items: 0, executions: 0 };
    this.settled = this.exhausted = false;
    this.plan.results.reopen();
    this.works = this.worksAfter(this.started);
    this.pumping = true;
    for (const { index, work, child, status } of again) {
      this.running++;
      this.items.again(work.items, status);
      this.executions.again(1, status);
      if (this.plan.type === 'STANDARD') this.count(work);
      if (this.plan.type === 'STANDARD') this.host.redriveChild(child);
      else this.startChild(work, index);
    }
    this.pumping = false;
    this.pump();
  }

  public describe(): MapRunDescription {
    const { concurrency, tolerance, results } = this.plan;
    // items are read as there is room for them: how many wait is known where the state's data hold them, and once the run has failed
    const waiting = this.settled ? this.left.items : (this.plan.length ?? this.itemsRead) - this.itemsRead;
    return {
      concurrency,
      toleratedCount: tolerance.count,
      toleratedPercentage: tolerance.percentage,
      redriveCount: this.redriveCount,
      items: this.items.counts(waiting, results.takesPending),
      executions: this.executions.counts(this.left.executions, results.takesPending),
    };
  }

  private count(work: Work): void {
    this.items.started(work.items);
    this.executions.started(1);
  }

  /** What is still to do, the first works left out. */
  private *worksAfter(done: number): Generator<Work> {
    const { items, source } = this.plan.items();
    this.itemsRead = 0;
    let skip = done;
    for (const work of this.plan.batches(this.inputsOf(items, source))) {
      if (skip-- > 0) continue;
      yield work;
    }
  }

  private *inputsOf(items: Iterable<Item>, source: string): Iterable<Json> {
    for (const item of items) yield this.plan.itemInput(item, this.itemsRead++, source);
  }

  /** Starts children while there is room and work. */
  private pump(): void {
    if (this.pumping) return;
    this.pumping = true;
    try {
      while (!this.settled && !this.exhausted && this.running < this.plan.concurrency) {
        const next = this.works.next();
        if (next.done) {
          this.exhausted = true;
        } else {
          this.running++;
          this.startChild(next.value, this.started++);
        }
      }
    } catch (error) {
      this.fail(this.failureOf(error));
    } finally {
      this.pumping = false;
    }
    if (!this.settled && this.exhausted && this.running === 0) this.finish();
  }

  private startChild(work: Work, index: number): void {
    this.count(work);
    this.host.startChild({
      input: work.input,
      keep: index < KEPT_CHILDREN ? 'ALWAYS' : 'FAILED',
      ended: (child, end) => this.ended(child, end, work, index),
    });
  }

  private ended(child: ChildExecution, end: ExecutionEnd, work: Work, index: number): void {
    this.running--;
    try {
      this.plan.results.add(index, resultOf(child, end, work, this.redriveCount));
    } catch (error) {
      this.fail(this.failureOf(error));
    }
    const status = end.status as ChildResult['status'];
    this.items.finished(work.items, status);
    this.executions.finished(1, status);
    if (status !== 'SUCCEEDED') {
      this.unfinished.push({ index, work, child, status });
      this.itemsFailed += work.items;
    }
    if (this.settled) {
      if (this.running === 0) this.closeAfterFailure();
    } else if (this.plan.tolerance.isExceeded(this.itemsFailed, this.plan.length)) {
      this.fail(THRESHOLD_EXCEEDED);
    } else {
      this.pump();
    }
  }

  private finish(): void {
    if (this.plan.tolerance.isExceeded(this.itemsFailed, this.itemsRead)) {
      this.fail(THRESHOLD_EXCEEDED);
      return;
    }
    this.settled = true;
    let result: Json;
    try {
      result = this.plan.results.close();
    } catch (error) {
      this.host.failed(this.failureOf(error));
      return;
    }
    this.host.succeeded(result);
  }

  private fail(failure: Failure): void {
    if (this.settled) return;
    this.settled = true;
    // the host aborts what runs, and the last child to end closes the results
    if (this.running === 0) this.closeAfterFailure();
    this.host.failed(failure);
  }

  private closeAfterFailure(): void {
    const { results } = this.plan;
    try {
      if (results.takesPending) {
        for (let next = this.works.next(); !next.done; next = this.works.next()) {
          this.left = { items: this.left.items + next.value.items, executions: this.left.executions + 1 };
          results.pending(next.value);
        }
      }
      results.close();
    } catch (error) {
      // the run has failed already, for a reason that matters more
      if (!(error instanceof StateFailure || error instanceof ItemReaderFailure)) throw error;
    }
  }

  private failureOf(error: unknown): Failure {
    if (error instanceof ItemReaderFailure) return { error: 'States.ItemReaderFailed', cause: error.message };
    return this.host.frame.failureOf(error);
  }
}

const THRESHOLD_EXCEEDED: Failure = {
  error: 'States.ExceedToleratedFailureThreshold',
  cause: 'The specified tolerated failure threshold was exceeded',
};

function resultOf(child: ChildExecution, end: ExecutionEnd, work: Work, redriveCount: number): ChildResult {
  return {
    work,
    arn: child.arn,
    name: child.name,
    status: end.status as ChildResult['status'],
    output: end.output,
    error: end.error,
    cause: end.cause,
    startedAt: child.startedAt,
    stoppedAt: child.stoppedAt ?? child.startedAt,
    redriveCount,
  };
}
