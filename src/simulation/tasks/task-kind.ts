import type { IntegrationPattern } from './call';
import type { TaskRun } from './task-run';
import type { Json } from '../../asl';
import type { Frame } from '../engine/frame';
import type { EventDetails } from '../engine/history';

/** The limits of one task, in seconds. */
export interface TaskLimits {
  readonly timeout?: number;
  readonly heartbeat?: number;
}

/** An event to write. */
export interface TaskEvent {
  readonly type: string;
  readonly details: EventDetails | undefined;
}

/** The events in which the history tells of a kind of task. */
export interface TaskEvents {
  scheduled(request: Json, limits: TaskLimits, credentials: Json | undefined, region: string): TaskEvent;
  started(): TaskEvent;
  /** undefined where AWS writes none */
  submitted(output: Json): TaskEvent | undefined;
  succeeded(output: Json): TaskEvent;
  failed(error: string | undefined, cause: string | undefined): TaskEvent;
  timedOut(error: string, cause: string | undefined): TaskEvent;
}

/** What a Task state calls: its Resource, read. */
export interface TaskTarget {
  readonly resource: string;
  readonly service: string;
  readonly action: string;
  readonly pattern: IntegrationPattern;
  readonly events: TaskEvents;
  /** what AWS calls the task when its result is too large */
  readonly title: string;
  /** whether a worker outside the run may answer without any mock */
  readonly worker: boolean;
  /** The result of the state for what was answered. */
  shape(answered: Json): Json;
  /** Does the call inside the simulation, where it can. @returns undefined where it cannot: a mock answers */
  simulate?(run: TaskRun, request: Json, frame: Frame): boolean | undefined;
}

/** A kind of task: reads the Resources that are its own. */
export interface TaskKind {
  readonly name: string;
  target(resource: string): TaskTarget | undefined;
}
