import type { VirtualClock } from './clock';
import type { ExecutionEnd } from './execution';
import type { Failure } from './failure';
import type { Frame, MapItem } from './frame';
import type { Json, MapState } from '../../asl';
import type { CompiledScope } from '../states/linker';

/**
 * The seam between the engine and the room of Distributed Maps.
 *
 * The engine runs the Map state: its events, its Retry and Catch, its output. The map run reads items, starts a child
 * execution for each item or batch through its host, counts failures, and writes results.
 */
export interface MapRunner {
  /** Makes the map run of a state ready; called once a state. */
  compile(state: MapState): CompiledMapRun;
}

/** A map run that is ready to start, as often as the state runs. */
export interface CompiledMapRun {
  start(host: MapRunHost): MapRunHandle;
}

/** A map run that was started. */
export interface MapRunHandle {
  /** Stops it: children that run are aborted by the host. */
  abort(): void;
  /** Takes it up again after it failed or was stopped: what did not succeed runs again. */
  redrive(): void;
  /** Where it stands. */
  describe(): MapRunDescription;
}

/** What became of so many items, or of so many child executions. */
export interface MapRunCounts {
  readonly pending: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly aborted: number;
  readonly total: number;
  readonly resultsWritten: number;
}

/** A map run as its host tells it to whoever asks. */
export interface MapRunFacts {
  readonly mapRunArn: string;
  readonly executionArn: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  /** times in milliseconds since 1970 */
  readonly startedAt: number;
  readonly stoppedAt: number | undefined;
  readonly redrivenAt: number | undefined;
  readonly run: MapRunDescription;
}

/** A map run as DescribeMapRun tells it, apart from what its host knows. */
export interface MapRunDescription {
  readonly concurrency: number;
  /** none where the state does not say */
  readonly toleratedCount: number | undefined;
  readonly toleratedPercentage: number | undefined;
  readonly redriveCount: number;
  readonly items: MapRunCounts;
  readonly executions: MapRunCounts;
}

/** What a map run needs of the engine. */
export interface MapRunHost {
  /** where the state's expressions are evaluated: `data` is the effective input; set `mapItem` to evaluate for an item */
  readonly frame: Frame;
  readonly clock: VirtualClock;
  readonly mapRunArn: string;
  /** the last part of `mapRunArn`: results are written under it */
  readonly mapRunId: string;
  readonly label: string;
  /** where objects are read and written; opaque to the engine */
  readonly storage: unknown;
  /** Tells that items are about to run: writes MapStateStarted and MapRunStarted. Call it exactly once, before children start. */
  started(length: number): void;
  /** Starts a child execution on the same clock; `ended` may be called before this returns. */
  startChild(child: ChildStart): ChildExecution;
  /** Takes a child that failed or was aborted up again where it stopped; its `ended` is called again. */
  redriveChild(child: ChildExecution): void;
  /** Ends the map run well: what is given becomes the state's result. Call one of the two, once. */
  succeeded(result: Json): void;
  /** Fails the map run, and the state with it. */
  failed(failure: Failure): void;
}

/** A child execution to start. */
export interface ChildStart {
  /** the execution's name: unique in the map run; a seeded UUID where absent */
  readonly name?: string;
  readonly input: Json;
  /** what `$$.Map.Item` is in the child */
  readonly item?: MapItem;
  /** whose history is kept so that the run can show it: the child's in any case, or only where it does not succeed */
  readonly keep: 'ALWAYS' | 'FAILED';
  readonly ended: (child: ChildExecution, end: ExecutionEnd) => void;
}

/** A child execution. */
export interface ChildExecution {
  readonly arn: string;
  readonly name: string;
  readonly input: Json;
  readonly startedAt: number;
  readonly stoppedAt: number | undefined;
}

/** What a map run's children run. */
export interface ChildScope {
  readonly scope: CompiledScope;
  readonly type: 'STANDARD' | 'EXPRESS';
}
