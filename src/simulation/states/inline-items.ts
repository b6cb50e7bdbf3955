import { CompiledScope } from './linker';
import type { Json } from '../../asl';
import type { ItemInput } from '../dataflow/items';
import { Failure, StateFailure } from '../engine/failure';
import { Children, Frame, FrameOwner, MapItem } from '../engine/frame';

/** The iterations of an inline Map while they run. */
export class InlineItems implements FrameOwner, Children {
  private readonly results: Json[];
  private readonly running = new Map<Frame, number>();
  /** iterations that failed or were aborted, kept for a redrive */
  private stopped = new Map<Frame, number>();
  private failure: { readonly frame: Frame; readonly failure: Failure } | undefined;
  private next = 0;
  private started = 0;
  private pumping = false;
  private freed: number | undefined;

  constructor(private readonly frame: Frame, private readonly scope: CompiledScope, private readonly items: readonly Json[],
    private readonly itemInput: ItemInput, private readonly limit: number, private readonly finish: (results: Json[]) => boolean) {
    this.results = new Array(items.length);
  }

  public start(): boolean {
    const { frame } = this;
    const { execution } = frame;
    frame.lastEvent = this.started = execution.record('MapStateStarted', frame.lastEvent, execution.recording ? { length: this.items.length } : undefined);
    return this.pump();
  }

  public redrive(): boolean {
    this.failure = undefined;
    const again = [...this.stopped];
    this.stopped = new Map();
    this.pumping = true;
    for (const [frame, index] of again) {
      this.running.set(frame, index);
      frame.redrive();
    }
    return this.pump();
  }

  public frameSucceeded(iteration: Frame, output: Json): void {
    const index = this.running.get(iteration)!;
    this.running.delete(iteration);
    this.results[index] = output;
    this.freed = iteration.lastEvent;
    const { execution } = this.frame;
    const event = execution.record('MapIterationSucceeded', iteration.lastEvent, this.detailsOf(index));
    if (event > this.frame.lastEvent) this.frame.lastEvent = event;
    if (!this.pumping) this.frame.resume(() => this.pump());
  }

  public frameFailed(iteration: Frame, failure: Failure): void {
    const index = this.running.get(iteration)!;
    this.running.delete(iteration);
    this.stopped.set(iteration, index);
    if (!failure.terminal) {
      iteration.recordAborted();
      this.frame.execution.record('MapIterationFailed', iteration.lastEvent, this.detailsOf(index));
    }
    this.failure ??= { frame: iteration, failure };
    if (!this.pumping) this.frame.resume(() => this.pump());
  }

  public abort(): void {
    for (const [iteration, index] of this.running) {
      this.stopped.set(iteration, index);
      iteration.abort();
      this.frame.execution.record('MapIterationAborted', iteration.lastEvent, this.detailsOf(index));
    }
    this.running.clear();
  }

  /** Starts iterations while there is room; those that start together all run to their first wait. */
  private pump(): boolean {
    this.pumping = true;
    let window = Math.min(this.limit - this.running.size, this.items.length - this.next);
    while (this.next < this.items.length && this.running.size < this.limit && (!this.failure || window > 0)) {
      window--;
      this.startNext();
    }
    this.pumping = false;
    if (this.failure) return this.fail(this.failure.frame, this.failure.failure);
    if (this.running.size > 0) return false;
    this.frame.execution.record('MapStateSucceeded', this.frame.lastEvent, undefined);
    return this.finish(this.results);
  }

  private startNext(): void {
    const { frame } = this;
    const index = this.next++;
    const item: MapItem = { Index: index, Value: this.items[index] };
    const input = this.itemInput(frame, item);
    // an iteration follows the start of the map, or the iteration whose place it takes
    const after = this.freed === undefined || index < this.limit ? this.started : this.freed;
    const event = frame.execution.record('MapIterationStarted', after, this.detailsOf(index));
    const iteration = new Frame(frame.execution, this, this.scope.startAt, input, event, frame);
    iteration.mapItem = item;
    this.running.set(iteration, index);
    iteration.run();
  }

  private fail(iteration: Frame, failure: Failure): never {
    this.abort();
    this.frame.lastEvent = iteration.lastEvent;
    throw new StateFailure(failure);
  }

  private detailsOf(index: number): { index: number; name: string } | undefined {
    return this.frame.execution.recording ? { index, name: this.frame.state.name } : undefined;
  }
}
