import { serviceResource, serviceTarget } from './service-integration';
import type { TaskKind, TaskTarget } from './task-kind';
import type { TaskRun } from './task-run';
import { equal, isObject, Json, JsonObject } from '../../asl';
import type { Execution } from '../engine/execution';
import { isExecutionName } from '../engine/execution-name';
import { ErrorName } from '../engine/failure';
import type { Frame } from '../engine/frame';
import type { Machine } from '../engine/machine';
import { stringify } from '../engine/payload';

/** The machine that the request names, undefined where the simulation has no such machine. */
function machineOf(request: Json, { execution: { engine } }: Frame): Machine | undefined {
  return isObject(request) && typeof request.StateMachineArn === 'string' ? engine.machines.get(request.StateMachineArn) : undefined;
}

/** An execution that a task starts, or finds: a name that is used again with the same input names the execution that runs already. */
interface Nested {
  readonly execution: Execution;
  readonly isNew: boolean;
}

/**
 * Starts the machine, or fails the task as StartExecution refuses the request.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
function startNested(run: TaskRun, machine: Machine, request: JsonObject, frame: Frame, service: string): Nested {
  const { engine } = frame.execution;
  const refuse = (error: string, cause: string) => run.fail(`${service}.${error}Exception`, cause);
  const name = typeof request.Name === 'string' ? request.Name : undefined;
  if (name !== undefined && !isExecutionName(name)) refuse('InvalidName', `Invalid Name: '${name}'`);
  const input = inputOf(request.Input);
  if (input === undefined) return refuse('InvalidExecutionInput', `Invalid State Machine Execution Input: '${String(request.Input)}' is no JSON`);
  const before = name === undefined ? undefined : engine.standardExecution(machine, name);
  if (before && (before.status !== 'RUNNING' || !equal(before.input, input))) refuse('ExecutionAlreadyExists', `Execution Already Exists: '${before.arn}'`);
  return before ? { execution: before, isNew: false } : { execution: engine.create(machine, { name, input, parent: frame.execution }), isNew: true };
}

/** @returns undefined for text that is no JSON */
function inputOf(given: Json | undefined): Json | undefined {
  if (typeof given !== 'string') return given ?? {};
  try {
    return JSON.parse(given) as Json;
  } catch {
    return undefined;
  }
}

function started(execution: Execution): JsonObject {
  return { ExecutionArn: execution.arn, StartDate: execution.startedAt };
}

/** The execution as DescribeExecution tells it; `.sync` has its input and output as text, `.sync:2` as JSON. */
function described(execution: Execution, parsed: boolean): JsonObject {
  const included = { Included: true };
  return {
    ExecutionArn: execution.arn,
    Input: parsed ? execution.input : stringify(execution.input),
    InputDetails: included,
    Name: execution.name,
    ...(execution.output === undefined ? {} : { Output: parsed ? execution.output : stringify(execution.output), OutputDetails: included }),
    ...(execution.error === undefined ? {} : { Error: execution.error }),
    ...(execution.cause === undefined ? {} : { Cause: execution.cause }),
    StartDate: execution.startedAt,
    StateMachineArn: execution.machine.arn,
    Status: execution.status,
    StopDate: execution.stoppedAt ?? null,
  };
}

function runJob(run: TaskRun, request: Json, frame: Frame, service: string, parsed: boolean): boolean | undefined {
  const machine = machineOf(request, frame);
  if (!machine) return undefined;
  const { execution, isNew } = startNested(run, machine, request as JsonObject, frame, service);
  execution.whenEnded((ended) => {
    const description = described(ended, parsed);
    frame.execution.clock.after(0, () => run.later(() => (ended.status === 'SUCCEEDED'
      ? run.succeed(description)
      : run.fail(ErrorName.TASK_FAILED, stringify(described(ended, false))))));
  });
  run.submit(started(execution));
  run.onAbort(() => execution.stop());
  if (isNew) execution.begin();
  return false;
}

function requestResponse(run: TaskRun, request: Json, frame: Frame, service: string, awaited: boolean): boolean | undefined {
  const machine = machineOf(request, frame);
  if (!machine) return undefined;
  const { execution, isNew } = startNested(run, machine, request as JsonObject, frame, service);
  // it runs beside the one that started it, which does not wait
  if (isNew) frame.execution.clock.after(0, () => execution.begin());
  if (awaited) {
    run.submit(started(execution));
    return run.awaitAnswer();
  }
  return run.succeed(started(execution));
}

/**
 * An Express machine answers when it has ended, and that is no failure of the call, whatever became of the execution.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
 */
function runSync(run: TaskRun, request: Json, frame: Frame): boolean | undefined {
  const machine = machineOf(request, frame);
  if (!machine) return undefined;
  if (machine.type !== 'EXPRESS') return run.fail('Sfn.StateMachineTypeNotSupportedException', 'This operation is not supported by this type of state machine');
  const { execution } = startNested(run, machine, request as JsonObject, frame, 'Sfn');
  execution.whenEnded((ended) => {
    const description = described(ended, false);
    frame.execution.clock.after(0, () => run.later(() => run.succeed(description)));
  });
  run.onAbort(() => execution.stop());
  execution.begin();
  return false;
}

/** `states:startExecution`, `aws-sdk:sfn:startExecution` and `startSyncExecution`: machines of the same simulation really run. */
export const nestedWorkflow: TaskKind = {
  name: 'nested workflow',
  target(resource): TaskTarget | undefined {
    const parts = serviceResource(resource);
    if (parts?.service === 'aws-sdk:sfn' && parts.action === 'startSyncExecution') return { ...serviceTarget(resource, parts), simulate: runSync };
    if (parts?.action !== 'startExecution' || (parts.service !== 'states' && parts.service !== 'aws-sdk:sfn')) return undefined;
    const target = serviceTarget(resource, parts);
    const service = parts.service === 'states' ? 'StepFunctions' : 'Sfn';
    return {
      ...target,
      simulate: target.pattern === 'RUN_JOB'
        ? (run, request, frame) => runJob(run, request, frame, service, parts.suffix === '.sync:2')
        : (run, request, frame) => requestResponse(run, request, frame, service, target.pattern === 'WAIT_FOR_TASK_TOKEN'),
    };
  },
};
