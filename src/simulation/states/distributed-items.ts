import type { Json } from '../../asl';
import type { ExecutionEnd, Execution } from '../engine/execution';
import { Failure, StateFailure } from '../engine/failure';
import { Children, Frame } from '../engine/frame';
import type { Machine } from '../engine/machine';
import type { ChildExecution, ChildScope, ChildStart, CompiledMapRun, MapRunFacts, MapRunHandle, MapRunHost } from '../engine/map-run-port';

/** The Distributed Map of one state while it runs: the host of its map run. */
export class DistributedItems implements Children, MapRunHost {
  public readonly label: string;
  public readonly mapRunId: string;
  public readonly mapRunArn: string;
  private status: MapRunFacts['status'] = 'RUNNING';
  private startedAt = 0;
  private stoppedAt: number | undefined;
  private redrivenAt: number | undefined;
  private readonly running = new Set<Execution>();
  private handle: MapRunHandle | undefined;
  private starting = false;
  private settled: (() => boolean) | undefined;
  private run: CompiledMapRun | undefined;
  private redrives = 0;
  private readonly childMachine: Machine;

  constructor(public readonly frame: Frame, private readonly child: ChildScope, label: string | undefined,
    private readonly finish: (result: Json) => boolean) {
    const { clock, machine } = frame.execution;
    this.label = label ?? clock.uuid();
    this.mapRunId = clock.uuid();
    this.mapRunArn = `${machine.arn.replace(':stateMachine:', ':mapRun:')}/${this.label}:${this.mapRunId}`;
    this.childMachine = { ...machine, arn: `${machine.arn}/${this.label}`, name: `${machine.name}/${this.label}`, type: this.child.type };
  }

  public get clock(): MapRunHost['clock'] {
    return this.frame.execution.clock;
  }

  public get storage(): unknown {
    return this.frame.execution.engine.storage;
  }

  public start(run: CompiledMapRun): boolean {
    this.run = run;
    return this.whileStarting(() => { this.handle = run.start(this); });
  }

  public redrive(): boolean {
    this.settled = undefined;
    const { frame, handle } = this;
    if (!handle) return this.start(this.run!);
    this.status = 'RUNNING';
    this.stoppedAt = undefined;
    this.redrivenAt = this.clock.now;
    frame.lastEvent = frame.execution.record('MapRunRedriven', frame.lastEvent, { mapRunArn: this.mapRunArn, redriveCount: ++this.redrives });
    return this.whileStarting(() => handle.redrive());
  }

  public started(length: number): void {
    const { frame } = this;
    this.startedAt = this.clock.now;
    frame.execution.engine.mapRuns.set(this.mapRunArn, () => this.facts());
    frame.lastEvent = frame.execution.record('MapStateStarted', frame.lastEvent, { length });
    frame.lastEvent = frame.execution.record('MapRunStarted', frame.lastEvent, { mapRunArn: this.mapRunArn });
  }

  public startChild(child: ChildStart): ChildExecution {
    const execution = this.frame.execution.engine.startChild({
      machine: this.childMachine,
      scope: this.child.scope,
      name: child.name ?? this.clock.uuid(),
      input: child.input,
      item: child.item,
      keep: child.keep,
      parent: this.frame.execution,
      ended: (ended: Execution, end: ExecutionEnd) => {
        this.running.delete(ended);
        child.ended(ended, end);
      },
    });
    // most children of a large map run end before they are given back, and need no place in the set
    if (execution.status === 'RUNNING') this.running.add(execution);
    return execution;
  }

  public redriveChild(child: ChildExecution): void {
    const execution = child as Execution;
    this.running.add(execution);
    execution.redrive();
  }

  public succeeded(result: Json): void {
    const { frame } = this;
    this.end('SUCCEEDED');
    frame.lastEvent = frame.execution.record('MapRunSucceeded', frame.lastEvent, undefined);
    this.settle(() => {
      frame.execution.record('MapStateSucceeded', frame.lastEvent, undefined);
      const facts = this.facts();
      frame.execution.engine.mapRuns.set(this.mapRunArn, () => facts);
      return this.finish(result);
    });
  }

  public failed(failure: Failure): void {
    const { frame } = this;
    this.end('FAILED');
    frame.lastEvent = frame.execution.record('MapRunFailed', frame.lastEvent, { error: failure.error, cause: failure.cause });
    this.settle(() => {
      this.stopChildren();
      throw new StateFailure(failure);
    });
  }

  public abort(): void {
    this.end('ABORTED');
    this.handle?.abort();
    this.stopChildren();
    this.frame.execution.record('MapRunAborted', this.frame.lastEvent, undefined);
  }

  /** What settles the map run before it has returned is done afterwards. */
  private whileStarting(action: () => void): boolean {
    this.starting = true;
    try {
      action();
    } finally {
      this.starting = false;
    }
    return (this.settled as (() => boolean) | undefined)?.() ?? false;
  }

  /** Nothing before it has begun. */
  private facts(): MapRunFacts | undefined {
    const { handle, mapRunArn, frame, status, startedAt, stoppedAt, redrivenAt } = this;
    return handle && { mapRunArn, executionArn: frame.execution.arn, status, startedAt, stoppedAt, redrivenAt, run: handle.describe() };
  }

  private end(status: 'SUCCEEDED' | 'FAILED' | 'ABORTED'): void {
    this.status = status;
    this.stoppedAt = this.clock.now;
  }

  private stopChildren(): void {
    for (const execution of [...this.running]) execution.stop();
  }

  private settle(action: () => boolean): void {
    if (this.starting) this.settled = action;
    else this.frame.resume(action);
  }
}
