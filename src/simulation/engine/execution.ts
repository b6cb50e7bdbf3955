import { VirtualClock, Timer } from './clock';
import type { Engine } from './engine';
import { ErrorName, Failure } from './failure';
import { Frame, FrameOwner } from './frame';
import { EventDetails, RecordedEvent } from './history';
import { Machine } from './machine';
import type { Json, JsonObject } from '../../asl';
import type { CompiledState } from '../states/compiled-state';
import type { CompiledScope } from '../states/linker';

/** Where an execution stands, in the words of DescribeExecution. */
export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** Events that a Standard execution's history may have (AWS Step Functions developer guide, "Service quotas"). */
export const EVENT_LIMIT = 25_000;
/** Seconds that an Express execution may take (same source). */
export const EXPRESS_SECONDS = 300;
/** Seconds that a Standard execution may take: a year (same source). */
export const STANDARD_SECONDS = 365 * 24 * 3600;
/** Events from which an execution cannot be redriven any more (AWS Step Functions API reference, "RedriveExecution"). */
export const REDRIVE_EVENT_LIMIT = 24_999;
/** Days after its end in which an execution can be redriven (same source). */
export const REDRIVE_DAYS = 14;
/**
 * Transitions after which an Express execution counts as out of time: it has no event quota, and where nothing waits
 * virtual time stands still, so a loop without end needs another measure of its five minutes.
 */
export const EXPRESS_TRANSITIONS = 1_000_000;

/** Thrown to leave an execution that a quota has ended. */
class QuotaReached extends Error {}

/** How an execution ended. */
export interface ExecutionEnd {
  readonly status: ExecutionStatus;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
}

/** What is told about an execution when it starts. */
export interface ExecutionStart {
  readonly machine: Machine;
  readonly compiled: CompiledScope;
  readonly name: string;
  readonly input: Json;
  readonly arn: string;
  /** keeps the history; counting events goes on without it */
  readonly recording: boolean;
  /** keeps the path of states */
  readonly tracing: boolean;
  readonly mapItem?: JsonObject;
  /** the context object, where it is given instead of made */
  readonly context?: JsonObject;
  /** variables that are there from the start */
  readonly variables?: JsonObject;
  readonly timeoutSeconds?: number | string;
  readonly onEnd?: (execution: Execution, end: ExecutionEnd) => void;
}

/** One execution of a state machine. */
export class Execution implements FrameOwner {
  public status: ExecutionStatus = 'RUNNING';
  public output: Json | undefined;
  public error: string | undefined;
  public cause: string | undefined;
  public readonly events: RecordedEvent[] = [];
  public readonly path: string[] = [];
  public readonly visits = new Map<string, number>();
  public transitions = 0;
  public redriveCount = 0;
  public readonly startedAt: number;
  public stoppedAt: number | undefined;
  public readonly clock: VirtualClock;
  public readonly machine: Machine;
  public readonly name: string;
  public readonly arn: string;
  public readonly input: Json;
  public readonly recording: boolean;
  public readonly executionContext: JsonObject;
  public readonly machineContext: JsonObject;
  public readonly givenContext: JsonObject | undefined;

  private readonly root: Frame;
  private readonly tracing: boolean;
  private readonly eventLimit: number;
  private readonly transitionLimit: number;
  private eventCount = 0;
  private deadline: Timer | undefined;
  private redrivenAt: number | undefined;
  private readonly enders: NonNullable<ExecutionStart['onEnd']>[];

  constructor(public readonly engine: Engine, private readonly start: ExecutionStart) {
    const { machine } = start;
    this.machine = machine;
    this.clock = engine.clock;
    this.name = start.name;
    this.arn = start.arn;
    this.input = start.input;
    this.recording = start.recording;
    this.tracing = start.tracing;
    this.enders = start.onEnd ? [start.onEnd] : [];
    this.startedAt = this.clock.now;
    this.eventLimit = machine.type === 'STANDARD' ? EVENT_LIMIT : Infinity;
    this.transitionLimit = machine.type === 'STANDARD' ? Infinity : EXPRESS_TRANSITIONS;
    this.executionContext = this.describe();
    this.givenContext = start.context;
    this.machineContext = { Id: machine.arn, Name: machine.name };
    this.root = new Frame(this, this, start.compiled.startAt, start.input, 0);
    if (start.variables) this.root.variables.assign(start.variables);
    if (start.mapItem) this.root.mapItem = start.mapItem as unknown as Frame['mapItem'];
  }

  /** Runs until the execution ends or waits. */
  public begin(): void {
    this.record('ExecutionStarted', 0, { input: this.input, roleArn: this.machine.roleArn });
    this.setDeadline();
    this.guarded(() => this.root.run());
  }

  /** Does something when the execution ends, each time that it does. */
  public whenEnded(action: NonNullable<ExecutionStart['onEnd']>): void {
    this.enders.push(action);
  }

  /** Counts an event, and keeps it where a history is kept. @returns its id */
  public record(type: string, previous: number, details: EventDetails | undefined): number {
    if (this.status !== 'RUNNING') return this.eventCount;
    if (this.eventCount + 1 >= this.eventLimit) {
      this.finish({ status: 'FAILED', error: ErrorName.RUNTIME, cause: `The execution reached the maximum number of history events (${EVENT_LIMIT}).` }, previous);
      throw new QuotaReached();
    }
    return this.write(type, previous, details);
  }

  public countTransition(): void {
    if (++this.transitions < this.transitionLimit) return;
    this.timeOut();
    throw new QuotaReached();
  }

  public visit(state: CompiledState): void {
    if (!this.tracing) return;
    this.path.push(state.name);
    this.visits.set(state.name, (this.visits.get(state.name) ?? 0) + 1);
  }

  public newTaskToken(): string {
    return this.engine.newTaskToken();
  }

  /** Does something that may end the execution by one of its quotas. */
  public guarded(action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!(error instanceof QuotaReached)) throw error;
    }
  }

  public frameSucceeded(frame: Frame, output: Json): void {
    this.finish({ status: 'SUCCEEDED', output }, frame.lastEvent);
  }

  public frameFailed(frame: Frame, failure: Failure): void {
    this.finish({ status: 'FAILED', error: failure.error, cause: failure.cause }, frame.lastEvent);
  }

  /** Stops the execution, as StopExecution does. */
  public stop(error?: string, cause?: string): void {
    this.guarded(() => {
      this.root.abort();
      this.finish({ status: 'ABORTED', error, cause }, this.root.lastEvent);
    });
  }

  /** Why an execution that has ended cannot be taken up again, undefined where it can. */
  public get redriveRefusal(): string | undefined {
    if (this.eventCount >= REDRIVE_EVENT_LIMIT) return `has ${this.eventCount} events; one with ${REDRIVE_EVENT_LIMIT} or more cannot be redriven`;
    const ended = this.stoppedAt ?? this.clock.now;
    return this.clock.now - ended > REDRIVE_DAYS * 24 * 3_600_000 ? `ended more than ${REDRIVE_DAYS} days ago and cannot be redriven` : undefined;
  }

  /** Takes up the execution where it stopped, as RedriveExecution does. */
  public redrive(): void {
    this.status = 'RUNNING';
    this.output = this.error = this.cause = undefined;
    this.stoppedAt = undefined;
    this.redriveCount++;
    this.redrivenAt = this.clock.now;
    Object.assign(this.executionContext, this.describe());
    this.record('ExecutionRedriven', this.eventCount, { redriveCount: this.redriveCount });
    this.setDeadline();
    this.guarded(() => this.root.redrive());
  }

  private write(type: string, previous: number, details: EventDetails | undefined): number {
    const id = ++this.eventCount;
    if (this.recording) this.events.push({ id, previous, at: this.clock.now, type, details });
    return id;
  }

  private describe(): JsonObject {
    return {
      Id: this.arn,
      Input: this.input,
      StartTime: this.clock.isoOf(this.startedAt),
      Name: this.name,
      RoleArn: this.machine.roleArn,
      RedriveCount: this.redriveCount,
      ...(this.redrivenAt === undefined ? {} : { RedriveTime: this.clock.isoOf(this.redrivenAt) }),
    };
  }

  private setDeadline(): void {
    const { timeoutSeconds } = this.start;
    const quota = this.machine.type === 'EXPRESS' ? EXPRESS_SECONDS : STANDARD_SECONDS;
    const seconds = Math.min(quota, typeof timeoutSeconds === 'number' ? timeoutSeconds : quota);
    this.deadline = this.clock.after(seconds * 1000, () => this.timeOut(), true);
  }

  private timeOut(): void {
    this.guarded(() => {
      this.root.abort();
      this.finish({ status: 'TIMED_OUT', error: ErrorName.TIMEOUT }, this.root.lastEvent);
    });
  }

  private finish(end: ExecutionEnd, previous: number): void {
    if (this.status !== 'RUNNING') return;
    this.status = end.status;
    this.output = end.output;
    this.error = end.error;
    this.cause = end.cause;
    this.stoppedAt = this.clock.now;
    this.clock.cancel(this.deadline);
    this.write(EVENT_OF[end.status], previous, end.status === 'SUCCEEDED' ? { output: end.output } : { error: end.error, cause: end.cause });
    // what a quota cuts short is called off; nothing of it is written any more
    this.root.abort();
    for (const ended of this.enders) ended(this, end);
  }
}

const EVENT_OF: Readonly<Record<ExecutionStatus, string>> = {
  RUNNING: '',
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};
