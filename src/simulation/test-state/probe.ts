import type { MockedAnswer } from './mock-check';
import { alone, redirected } from './tested-state';
import { parseDefinition, type Json, type JsonObject } from '../../asl';
import { Engine } from '../engine/engine';
import type { ExecutionStatus } from '../engine/execution';

import type { Machine } from '../engine/machine';
import { mapRunner } from '../map-run';
import type { CallDesk } from '../tasks/call';

/** The Resource that stands for whatever the state calls: its answer is taken as it is. */
export const MOCKED_CALL = 'arn:aws:states:::aws-sdk:mocked:call';

/** What a test runs in. */
export interface ProbeSetting {
  readonly name: string;
  readonly queryLanguage: string;
  readonly machine: Pick<Machine, 'arn' | 'name' | 'roleArn'>;
  readonly executionInput: Json;
  readonly context: JsonObject;
  readonly variables: JsonObject;
  readonly answer?: MockedAnswer;
}

/** How a state ended. */
export interface ProbeResult {
  readonly status: ExecutionStatus;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly nextState?: string;
  /** What the state sent to its service. */
  readonly request?: Json;
  readonly variables: JsonObject;
}

/** The state that follows where a state follows itself. */
const AGAIN = ' again';

/** Runs one state of this source, without the states that follow it. */
export function probe(source: JsonObject, input: Json, setting: ProbeSetting): ProbeResult {
  const { name } = setting;
  const definition = parseDefinition({ QueryLanguage: setting.queryLanguage, ...alone(redirected(source, name, `${name}${AGAIN}`), name) });
  const machine: Machine = { ...setting.machine, type: 'STANDARD', definition };
  let request: Json | undefined;
  const desk: CallDesk = {
    find: () => ({ answer: (call) => { request = call.request; return setting.answer ?? { kind: 'output', output: {} }; } }),
    denied: () => undefined,
    note: () => undefined,
    unanswered: () => '',
    hasActivity: () => true,
  };
  const engine = new Engine({ start: 0, seed: name, machines: new Map(), desk, mapRunner, storage: undefined, recording: true, tracing: true });
  const execution = engine.create(machine, { input, context: setting.context, variables: setting.variables });
  execution.begin();
  engine.drain(execution);
  const next = execution.path[1];
  const assigned = execution.events.find((event) => event.type.endsWith('StateExited'))?.details?.assignedVariables;
  return {
    status: execution.status,
    output: execution.output,
    error: execution.error,
    cause: execution.cause,
    nextState: next === `${name}${AGAIN}` ? name : next,
    request,
    variables: { ...setting.variables, ...assigned as JsonObject | undefined },
  };
}
