import { CompiledState } from './compiled-state';
import { FallibleState } from './error-handling';
import { CompiledScope, Linker } from './linker';
import type { Json, ParallelState } from '../../asl';
import { compileFlow, Flow } from '../dataflow/flow';
import { Failure, StateFailure } from '../engine/failure';
import { Children, Frame, FrameOwner } from '../engine/frame';

/** The branches of a Parallel state while they run. */
class Branches implements FrameOwner, Children {
  private frames: Frame[] = [];
  private failure: { readonly frame: Frame; readonly failure: Failure } | undefined;
  private open = 0;
  /** branches that start together run to their first wait before any of them is judged */
  private starting = false;

  constructor(private readonly frame: Frame, private readonly finish: (results: Json[]) => boolean) {}

  public start(scopes: readonly CompiledScope[], input: Json): boolean {
    const { frame } = this;
    frame.lastEvent = frame.execution.record('ParallelStateStarted', frame.lastEvent, undefined);
    this.frames = scopes.map((scope) => new Frame(frame.execution, this, scope.startAt, input, frame.lastEvent, frame));
    return this.runAll(this.frames, (branch) => branch.run());
  }

  public redrive(): boolean {
    this.failure = undefined;
    return this.runAll(this.frames.filter((branch) => branch.output === undefined), (branch) => branch.redrive());
  }

  public frameSucceeded(): void {
    this.open--;
    if (this.open === 0 && !this.starting) this.frame.resume(() => this.settle());
  }

  public frameFailed(frame: Frame, failure: Failure): void {
    this.open--;
    this.failure ??= { frame, failure };
    if (!this.starting) this.frame.resume(() => this.settle());
  }

  public abort(): void {
    this.frames.forEach((branch) => branch.abort());
  }

  private runAll(frames: readonly Frame[], run: (frame: Frame) => void): boolean {
    this.open = frames.length;
    this.starting = true;
    frames.forEach(run);
    this.starting = false;
    return this.open === 0 || this.failure ? this.settle() : false;
  }

  private settle(): boolean {
    const { frame } = this;
    if (this.failure) {
      this.failure.frame.recordAborted();
      this.abort();
      frame.lastEvent = this.failure.frame.lastEvent;
      throw new StateFailure(this.failure.failure);
    }
    frame.lastEvent = this.frames.reduce((last, branch) => Math.max(last, branch.lastEvent), frame.lastEvent);
    frame.execution.record('ParallelStateSucceeded', frame.lastEvent, undefined);
    return this.finish(this.frames.map((branch) => branch.output!));
  }
}

class CompiledParallel extends FallibleState {
  public readonly abortedType = 'ParallelStateAborted';
  public next: CompiledState | undefined;

  constructor(state: ParallelState, linker: Linker, private readonly flow: Flow, private readonly branches: readonly CompiledScope[]) {
    super(state, linker);
  }

  public execute(frame: Frame): boolean {
    const effective = this.flow.effectiveInput(frame);
    const branches = new Branches(frame, (results) => this.flow.finish(frame, results, this.next));
    frame.children = branches;
    return branches.start(this.branches, effective);
  }

  public failed(frame: Frame): void {
    frame.lastEvent = frame.execution.record('ParallelStateFailed', frame.lastEvent, undefined);
  }
}

/** Parallel: runs its branches side by side, and fails with the first that fails. */
export function compileParallel(state: ParallelState, linker: Linker): CompiledState {
  const parallel = new CompiledParallel(state, linker, compileFlow(state, 'result'), state.branches.map((branch) => linker.scope(branch)));
  linker.link(state.next, (next) => { parallel.next = next; });
  return parallel;
}
