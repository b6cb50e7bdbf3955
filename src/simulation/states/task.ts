import { CompiledState } from './compiled-state';
import { FallibleState } from './error-handling';
import { Linker } from './linker';
import type { Json, TaskState } from '../../asl';
import { compileFlow, Flow } from '../dataflow/flow';
import { compileTemplate, Value } from '../dataflow/language';
import { compileSeconds, Seconds } from '../dataflow/seconds';
import { ErrorName, StateFailure } from '../engine/failure';
import type { Frame } from '../engine/frame';
import { exceedsPayloadLimit } from '../engine/payload';
import { taskTarget } from '../tasks/registry';
import type { TaskTarget } from '../tasks/task-kind';
import { TaskRun } from '../tasks/task-run';

class CompiledTask extends FallibleState {
  public readonly abortedType = 'TaskStateAborted';
  public readonly hasTaskToken: boolean;
  public next: CompiledState | undefined;

  constructor(state: TaskState, linker: Linker, private readonly flow: Flow, private readonly target: TaskTarget,
    private readonly timeout: Seconds | undefined, private readonly heartbeat: Seconds | undefined, private readonly credentials: Value | undefined) {
    super(state, linker);
    this.hasTaskToken = target.pattern !== 'REQUEST_RESPONSE' && target.service !== 'activity';
  }

  public execute(frame: Frame): boolean {
    const request = this.flow.effectiveInput(frame);
    if (request !== frame.input && exceedsPayloadLimit(request)) {
      throw new StateFailure({
        error: ErrorName.DATA_LIMIT_EXCEEDED,
        cause: `The state/task '${frame.state.name}' was given an input with a size exceeding the maximum number of bytes service limit.`,
        terminal: true,
      });
    }
    // limits and credentials are read from the state's input, not from what is sent
    frame.data = frame.input;
    const limits = { timeout: this.timeout?.(frame), heartbeat: this.heartbeat?.(frame) };
    const credentials = this.credentials?.(frame) as { RoleArn?: string } | undefined;
    frame.data = request;
    return new TaskRun(frame, this.target, request, limits, credentials, (result) => this.flow.finish(frame, result, this.next)).start();
  }
}

/** Task: calls a service, a function, an activity or another workflow. */
export function compileTask(state: TaskState, linker: Linker): CompiledState {
  const credentials: Json | undefined = state.credentials;
  const task = new CompiledTask(state, linker, compileFlow(state, 'result'), taskTarget(state.resource),
    compileSeconds(state, 'TimeoutSeconds', state.timeoutSeconds, state.timeoutSecondsPath),
    compileSeconds(state, 'HeartbeatSeconds', state.heartbeatSeconds, state.heartbeatSecondsPath),
    credentials === undefined ? undefined : compileTemplate(credentials, state.queryLanguage, 'Credentials'));
  linker.link(state.next, (next) => { task.next = next; });
  return task;
}
