import { Execution } from './execution';
import { ErrorName, Failure, FieldFailure, RuntimeFailure, StateFailure } from './failure';
import { exceedsPayloadLimit } from './payload';
import { Variables } from './variables';
import { Json, JsonObject } from '../../asl';
import type { EvaluationServices } from '../../asl/jsonata';
import { evaluationFailure } from '../dataflow/evaluation-failure';
import type { CompiledState } from '../states/compiled-state';

/** The item that a Map's iteration is for, as the context object tells it. */
export interface MapItem {
  readonly Index: number;
  readonly Value: Json;
  readonly Key?: string;
  readonly Source?: string;
}

/** What becomes of a frame: told to the one that started it. */
export interface FrameOwner {
  frameSucceeded(frame: Frame, output: Json): void;
  frameFailed(frame: Frame, failure: Failure): void;
}

/** Something with branches that a frame's state is running, which can be aborted and taken up again. */
export interface Children {
  abort(): void;
  /** Runs again what did not succeed. @returns as `CompiledState.execute` does */
  redrive(): boolean;
}

/**
 * Runs the states of one scope, one after the other: the definition, a branch or an iteration.
 *
 * States that need nobody's answer follow each other in a loop; a state that waits gives the loop up, and the clock
 * or an answer takes it up again.
 */
export class Frame {
  /** the state that is being run */
  public state: CompiledState;
  /** the state's input, as it was passed in */
  public input: Json;
  /** what `$` is now: the input, then the effective input, then the result */
  public data: Json;
  /** the result of the state, for `$states.result` */
  public result: Json | undefined;
  /** the error output that a catcher sees, for `$states.errorOutput` */
  public errorOutput: Json | undefined;
  public retryCount = 0;
  /** how often each retrier of the state was used */
  public retries: number[] | undefined;
  /** id of the event in which the state was entered */
  public enteredEvent = 0;
  /** id of the last event in this frame: the next one follows it */
  public lastEvent: number;
  public readonly variables: Variables;
  public mapItem: MapItem | undefined;
  /** called off when the frame ends: what a waiting state has on the clock or with a service */
  public cancel: (() => void) | undefined;
  public children: Children | undefined;
  /** whether the state has written its Entered event and not its Exited event */
  public inside = false;
  public ended = false;
  /** the output, once the frame has succeeded */
  public output: Json | undefined;

  private enteredAt = 0;
  /** the bindings without the context object, made once a state unless they change */
  private bound: Record<string, unknown> | undefined;
  private token: string | undefined;
  private nextState: CompiledState | undefined;

  constructor(public readonly execution: Execution, private readonly owner: FrameOwner, start: CompiledState, input: Json, after: number,
    outer?: Frame) {
    this.state = start;
    this.input = input;
    this.data = input;
    this.lastEvent = after;
    this.variables = new Variables(outer?.variables);
    this.mapItem = outer?.mapItem;
  }

  /** Runs until the scope ends or a state waits. */
  public run(): void {
    for (;;) {
      if (this.ended || this.execution.status !== 'RUNNING') return;
      this.enter();
      let finished: boolean;
      try {
        finished = this.state.execute(this);
      } catch (error) {
        finished = this.recover(error);
      }
      if (!finished) return;
      if (!this.moveOn()) return;
    }
  }

  /** Takes the loop up again: `action` ends the state that waits (true) or lets it wait on (false). */
  public resume(action: () => boolean): void {
    if (this.ended || this.execution.status !== 'RUNNING') return;
    this.cancel = undefined;
    this.execution.guarded(() => {
      let finished: boolean;
      try {
        finished = action();
      } catch (error) {
        finished = this.recover(error);
      }
      if (finished && this.moveOn()) this.run();
    });
  }

  /** Leaves the state with its output for the state that follows, or for the end of the scope. */
  public leave(output: Json, next: CompiledState | undefined, assigned?: JsonObject): true {
    if (output !== this.input && exceedsPayloadLimit(output)) {
      throw new StateFailure({
        error: ErrorName.DATA_LIMIT_EXCEEDED,
        cause: `The state/task '${this.state.name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
        terminal: true,
      });
    }
    if (assigned) this.variables.assign(assigned);
    const execution = this.execution;
    this.lastEvent = execution.record(this.state.exitedType, this.lastEvent, execution.recording
      ? { name: this.state.name, output, assignedVariables: assigned && Object.keys(assigned).length > 0 ? assigned : undefined }
      : undefined);
    this.inside = false;
    this.data = output;
    this.nextState = next;
    return true;
  }

  /** Runs the state again where a retrier says so, goes where a catcher says, or fails the frame. */
  public recover(error: unknown): boolean {
    const failure = this.failureOf(error);
    if (!failure.terminal) {
      const delay = this.state.retryDelay(this, failure);
      if (delay !== undefined) {
        this.retryCount++;
        const timer = this.execution.clock.after(delay, () => this.resume(() => this.again()));
        this.cancel = () => this.execution.clock.cancel(timer);
        return false;
      }
      try {
        this.state.failed(this);
        if (this.state.caught(this, failure)) return true;
      } catch (inCatcher) {
        this.fail(this.failureOf(inCatcher));
        return false;
      }
    }
    this.fail(failure);
    return false;
  }

  /** Runs the state again without entering it. */
  public again(): boolean {
    this.execution.countTransition();
    this.data = this.input;
    this.result = undefined;
    this.errorOutput = undefined;
    this.bound = undefined;
    this.token = undefined;
    this.children = undefined;
    return this.state.execute(this);
  }

  /** Takes up a frame that failed or was aborted where it stopped. */
  public redrive(): void {
    this.ended = false;
    this.retries = undefined;
    this.retryCount = 0;
    if (this.children) {
      const children = this.children;
      this.resume(() => children.redrive());
    } else {
      this.resume(() => this.again());
    }
  }

  /** Ends the frame because something else failed, timed out or was stopped; events tell which states were running. */
  public abort(): void {
    if (this.ended) return;
    this.stopWaiting();
    this.ended = true;
    this.children?.abort();
    this.recordAborted();
  }

  /** Tells in the history that the state which is being run was aborted. */
  public recordAborted(): void {
    const type = this.state.abortedType;
    if (!this.inside || !type) return;
    this.execution.record(type, this.lastEvent, undefined);
  }

  /** What an error that was thrown while the state ran makes of it. Errors of the engine itself are thrown on. */
  public failureOf(error: unknown): Failure {
    if (error instanceof StateFailure) return error.failure;
    const prefix = `An error occurred while executing the state '${this.state.name}' (entered at the event id #${this.enteredEvent}).`;
    if (error instanceof RuntimeFailure) return { error: ErrorName.RUNTIME, cause: `${prefix} ${error.message}`, terminal: true };
    if (error instanceof FieldFailure) return this.evaluationFailed(`${prefix} ${error.message}`, error.location);
    const known = evaluationFailure(error);
    if (known) return { ...known, cause: `${prefix} ${known.cause}` };
    if (error instanceof RangeError) return { error: ErrorName.RUNTIME, cause: `${prefix} ${error.message}`, terminal: true };
    throw error;
  }

  /** The context object, `$$` or `$states.context`. */
  public get context(): JsonObject {
    const { execution, state } = this;
    if (execution.givenContext) return execution.givenContext;
    const context: Record<string, Json> = {
      Execution: execution.executionContext,
      StateMachine: execution.machineContext,
      State: { Name: state.name, EnteredTime: execution.clock.isoOf(this.enteredAt), RetryCount: this.retryCount },
    };
    if (this.mapItem) context.Map = { Item: this.mapItem as unknown as JsonObject };
    if (state.hasTaskToken) context.Task = { Token: this.taskToken };
    return context;
  }

  /** The token of the task that the state runs, made when it is first asked for. */
  public get taskToken(): string {
    this.token ??= this.execution.newTaskToken();
    return this.token;
  }

  /** What expressions may ask of the world. */
  public get services(): EvaluationServices {
    return this.execution.clock.services;
  }

  /** The value of a variable, undefined where none of that name is set. */
  public variable(name: string): Json | undefined {
    return this.variables.get(name);
  }

  /** Names and values that JSONata expressions of the state see. */
  public get bindings(): Record<string, unknown> {
    return this.bindingsFor(true);
  }

  /** The same, without the context object where no expression asks for it: it is made anew each time. */
  public bindingsFor(withContext: boolean): Record<string, unknown> {
    if (!withContext && this.bound) return this.bound;
    const states: Record<string, unknown> = { input: this.input };
    if (withContext) states.context = this.context;
    if (this.result !== undefined) states.result = this.result;
    if (this.errorOutput !== undefined) states.errorOutput = this.errorOutput;
    const bindings = { ...this.variables.all(), states };
    if (!withContext) this.bound = bindings;
    return bindings;
  }

  /** Takes down the result of the state's work, for `$states.result`. */
  public resulted(result: Json | undefined): void {
    this.result = result;
    this.bound = undefined;
  }

  /** Takes down what a catcher sees, for `$states.errorOutput`. */
  public erred(errorOutput: Json | undefined): void {
    this.errorOutput = errorOutput;
    this.bound = undefined;
  }

  private enter(): void {
    const { execution, state } = this;
    execution.countTransition();
    this.enteredAt = execution.clock.now;
    const details = execution.recording ? { name: state.name, input: this.input } : undefined;
    this.enteredEvent = execution.record(state.enteredType, this.lastEvent, details);
    execution.visit(state);
    this.lastEvent = this.enteredEvent;
    this.inside = true;
    this.data = this.input;
    this.retryCount = 0;
    this.retries = undefined;
    this.result = undefined;
    this.errorOutput = undefined;
    this.bound = undefined;
    this.token = undefined;
    this.children = undefined;
  }

  private moveOn(): boolean {
    const next = this.nextState;
    this.input = this.data;
    if (next) {
      this.state = next;
      return true;
    }
    this.ended = true;
    this.output = this.data;
    this.owner.frameSucceeded(this, this.data);
    return false;
  }

  private fail(failure: Failure): void {
    if (this.ended) return;
    this.stopWaiting();
    this.ended = true;
    this.owner.frameFailed(this, failure);
  }

  private stopWaiting(): void {
    const cancel = this.cancel;
    this.cancel = undefined;
    cancel?.();
  }

  private evaluationFailed(cause: string, location: string): Failure {
    const { execution } = this;
    this.lastEvent = execution.record('EvaluationFailed', this.lastEvent,
      execution.recording ? { error: ErrorName.QUERY_EVALUATION, cause, location, state: this.state.name } : undefined);
    return { error: ErrorName.QUERY_EVALUATION, cause };
  }
}
