import { VirtualClock } from './clock';
import { Execution, ExecutionEnd } from './execution';
import type { MapItem } from './frame';
import { Machine } from './machine';
import type { MapRunFacts, MapRunner } from './map-run-port';
import { TokenRegistry } from './tokens';
import type { Json, JsonObject } from '../../asl';
import { compileDefinition } from '../states/compile';
import type { CompiledScope } from '../states/linker';
import type { CallDesk } from '../tasks/call';

/** Failed children of map runs whose histories are kept, beside those that are kept in any case. */
const FAILED_CHILDREN_KEPT = 1_000;

/** What an engine is made of. */
export interface EngineOptions {
  /** virtual time at the start, in milliseconds since the epoch */
  readonly start: number;
  readonly seed: string;
  readonly machines: ReadonlyMap<string, Machine>;
  readonly desk: CallDesk;
  readonly mapRunner: MapRunner;
  readonly storage: unknown;
  /** keeps histories */
  readonly recording: boolean;
  /** keeps paths of states */
  readonly tracing: boolean;
}

/** An execution to start. */
export interface StartRequest {
  readonly name?: string;
  readonly input: Json;
  readonly parent?: Execution;
  /** the context object, where it is given instead of made */
  readonly context?: JsonObject;
  /** variables that are there from the start */
  readonly variables?: JsonObject;
  readonly onEnd?: (execution: Execution, end: ExecutionEnd) => void;
}

/** A child execution of a map run. */
export interface StartChildRequest {
  readonly machine: Machine;
  readonly scope: CompiledScope;
  readonly name: string;
  readonly input: Json;
  readonly item?: MapItem;
  readonly keep: 'ALWAYS' | 'FAILED';
  readonly parent: Execution;
  readonly ended: (execution: Execution, end: ExecutionEnd) => void;
}

/**
 * The discrete-event machine of one run: executions, their clock, and the tokens that somebody may answer.
 */
export class Engine {
  public readonly clock: VirtualClock;
  public readonly machines: ReadonlyMap<string, Machine>;
  public readonly desk: CallDesk;
  public readonly tokens: TokenRegistry;
  public readonly mapRunner: MapRunner;
  public readonly storage: unknown;
  /** executions that were started and are kept, in the order of their starts, with those that started them */
  public readonly executions: Array<{ readonly execution: Execution; readonly parent: Execution | undefined }> = [];
  /** what to ask about map runs that have started, by ARN; one that has succeeded leaves its facts and nothing else in memory */
  public readonly mapRuns = new Map<string, () => MapRunFacts | undefined>();
  /** answers that a promise will bring: virtual time stands still until they are there */
  public holds = 0;
  private failedChildrenKept = 0;
  private readonly byArn = new Map<string, Execution>();
  private draining = false;
  private readonly waiters: Array<() => void> = [];

  constructor(private readonly options: EngineOptions) {
    this.clock = new VirtualClock(options.start, options.seed);
    this.machines = options.machines;
    this.desk = options.desk;
    this.mapRunner = options.mapRunner;
    this.storage = options.storage;
    this.tokens = new TokenRegistry(this.clock);
  }

  /** Makes an execution of a machine; `begin` runs it. */
  public create(machine: Machine, request: StartRequest): Execution {
    const name = request.name ?? this.clock.uuid();
    const execution = new Execution(this, {
      machine,
      compiled: compileDefinition(machine.definition),
      name,
      input: request.input,
      arn: executionArn(machine, name, this.clock),
      recording: this.options.recording,
      tracing: this.options.tracing,
      timeoutSeconds: machine.definition.timeoutSeconds,
      onEnd: request.onEnd,
      context: request.context,
      variables: request.variables,
    });
    this.executions.push({ execution, parent: request.parent });
    this.byArn.set(execution.arn, execution);
    return execution;
  }

  /** The execution of a Standard machine that has taken the name; those of an Express machine may share one. */
  public standardExecution(machine: Machine, name: string): Execution | undefined {
    return machine.type === 'STANDARD' ? this.byArn.get(executionArn(machine, name, this.clock)) : undefined;
  }

  /** Starts a child execution of a map run. */
  public startChild(request: StartChildRequest): Execution {
    const execution = new Execution(this, {
      machine: request.machine,
      compiled: request.scope,
      name: request.name,
      input: request.input,
      arn: executionArn(request.machine, request.name, this.clock),
      recording: this.options.recording,
      tracing: this.options.tracing,
      mapItem: request.item as unknown as JsonObject | undefined,
      onEnd: (ended, end) => {
        if (!kept && end.status !== 'SUCCEEDED' && this.failedChildrenKept < FAILED_CHILDREN_KEPT) {
          kept = true;
          this.failedChildrenKept++;
          this.executions.push({ execution: ended, parent: request.parent });
        }
        request.ended(ended, end);
      },
    });
    let kept = request.keep === 'ALWAYS';
    if (kept) this.executions.push({ execution, parent: request.parent });
    execution.begin();
    return execution;
  }

  public newTaskToken(): string {
    return this.tokens.next();
  }

  /** Notes that an answer has come. */
  public release(): void {
    this.holds--;
    this.waiters.splice(0).forEach((go) => go());
  }

  /** Settles when the next answer has come. */
  public released(): Promise<void> {
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  /** Lets time pass until the execution ends, until everything waits for somebody, or until `until`. */
  public drain(execution: Execution, until = Infinity): void {
    if (this.draining) return;
    this.draining = true;
    try {
      for (;;) {
        const at = this.clock.nextAt;
        if (at === undefined || at > until || execution.status !== 'RUNNING') break;
        if (this.holds > 0 && at > this.clock.now) break;
        if (until === Infinity && this.tokens.awaited > 0 && !this.clock.hasWork) break;
        this.clock.step();
      }
      if (until !== Infinity && this.holds === 0 && this.clock.now < until) this.clock.now = until;
    } finally {
      this.draining = false;
    }
  }
}

function executionArn(machine: Machine, name: string, clock: VirtualClock): string {
  return machine.type === 'EXPRESS'
    ? `${machine.arn.replace(':stateMachine:', ':express:')}:${name}:${clock.uuid()}`
    : `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
}
