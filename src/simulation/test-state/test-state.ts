import { readContext } from './context-check';
import { inspect } from './inspection';
import { mapFailure } from './map-inspection';
import { readMock, type MockedAnswer } from './mock-check';
import { MOCKED_CALL, probe, type ProbeResult, type ProbeSetting } from './probe';
import { invalid, TestStateException } from './test-state-exception';
import type { InspectionData, TestStateRequest, TestStateResponse } from './test-state-request';
import { testedState, type TestedState } from './tested-state';
import { only, without } from './without';
import { isObject, type Json, type JsonObject, type Retrier, type State } from '../../asl';
import { DEFAULT_ACCOUNT, DEFAULT_REGION } from '../../assembly';
import { ErrorName, type Failure } from '../engine/failure';
import { stringify } from '../engine/payload';
import { START_DEFAULTS } from '../run/start-options';
import { names } from '../states/error-handling';

const MACHINE = 'TestState';
const EXECUTION = 'test-state';
/** The name that AWS gives the state in the context object, whatever it is called. */
const STATE = 'StateName';

/** Who tests. */
export interface Caller {
  /** @default - the account of the role, else DEFAULT_ACCOUNT */
  readonly account?: string;
  /** @default DEFAULT_REGION */
  readonly region?: string;
}

/**
 * Tests one state as the TestState API does: what it answers, its data on the way, or why the request is refused.
 *
 * Calls are not made: a state that calls something is tested with a mock.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
 * @throws TestStateException the request is one that AWS refuses
 */
export function testState(request: TestStateRequest, caller: Caller = {}): TestStateResponse {
  const tested = testedState(request.definition, request.stateName);
  const answer = answerOf(request, tested.state);
  const input = json(request.input ?? '{}', 'InvalidExecutionInput', 'Invalid State Machine Execution Input: input is not valid JSON');
  const setting = settingOf(request, tested, input, answer, caller);
  const source = runnable(tested.state);
  const attempt = probe(without(source, 'Catch', 'Retry'), input, setting);
  const failed = attempt.status === 'SUCCEEDED'
    ? mapFailure(tested.state, input, setting, request.stateConfiguration)
    : failureOf(attempt, tested.state, answer);
  const outcome = failed === undefined
    ? succeeded(attempt)
    : settle(tested.state, source, failed, input, { ...setting, answer: asAnswer(failed, answer) }, request);
  if ((request.inspectionLevel ?? 'INFO') === 'INFO') return outcome.response;
  const inspectionData = inspect({ tested, source, input, setting, attempt: outcome.attempt ?? attempt, failed: failed !== undefined, request });
  return { ...outcome.response, inspectionData: { ...inspectionData, ...outcome.errorDetails && { errorDetails: outcome.errorDetails } } };
}

/** What came of the state, with the run that tells it. */
interface Outcome {
  readonly response: TestStateResponse;
  readonly attempt?: ProbeResult;
  readonly errorDetails?: InspectionData['errorDetails'];
}

function succeeded(attempt: ProbeResult): Outcome {
  return { response: { status: 'SUCCEEDED', output: stringify(attempt.output ?? null), ...next(attempt) }, attempt };
}

/** A failure is retried, caught, or the end. */
function settle(state: State, source: JsonObject, failure: Failure, input: Json, setting: ProbeSetting, request: TestStateRequest): Outcome {
  const told = { ...failure.error !== undefined && { error: failure.error }, ...failure.cause !== undefined && { cause: failure.cause } };
  if (!failure.terminal) {
    const retriers = 'retry' in state ? state.retry ?? [] : [];
    const retryIndex = retriers.findIndex((retrier) => names(retrier.errorEquals, failure));
    const used = request.stateConfiguration?.retrierRetryCount ?? 0;
    if (retryIndex >= 0 && used < numberOf(retriers[retryIndex].maxAttempts, 3)) {
      return { response: { status: 'RETRIABLE', ...told }, errorDetails: { retryIndex, retryBackoffIntervalSeconds: backoff(retriers[retryIndex], used) } };
    }
    const catchers = 'catch' in state ? state.catch ?? [] : [];
    const catchIndex = catchers.findIndex((catcher) => names(catcher.errorEquals, failure));
    if (catchIndex >= 0) {
      const attempt = probe(without(source, 'Retry'), input, setting);
      if (attempt.status === 'SUCCEEDED') {
        return { response: { status: 'CAUGHT_ERROR', ...told, output: stringify(attempt.output ?? null), ...next(attempt) }, attempt, errorDetails: { catchIndex } };
      }
    }
  }
  return { response: { status: 'FAILED', ...told } };
}

function next({ nextState }: ProbeResult): { nextState?: string } {
  return nextState === undefined ? {} : { nextState };
}

/** Seconds until the retry after `used` retries. */
function backoff(retrier: Retrier, used: number): number {
  const grown = numberOf(retrier.intervalSeconds, 1) * numberOf(retrier.backoffRate, 2) ** used;
  return Math.round(Math.min(grown, numberOf(retrier.maxDelaySeconds, Infinity)));
}

function numberOf(value: number | string | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

/** The state as one that this room can run: what it calls or contains is one mocked call. */
function runnable(state: State): JsonObject {
  return (RUNNABLE[state.type] ?? ((source: JsonObject) => source))(state.source);
}

const FLOW = ['QueryLanguage', 'InputPath', 'ResultSelector', 'ResultPath', 'OutputPath', 'Output', 'Assign', 'Catch', 'Retry', 'Next', 'End'];
const RUNNABLE: Readonly<Record<string, (source: JsonObject) => JsonObject>> = {
  Task: (source) => ({ ...without(source, 'Credentials'), Resource: MOCKED_CALL }),
  Parallel: (source) => ({ ...only(source, ...FLOW, 'Parameters', 'Arguments'), Type: 'Task', Resource: MOCKED_CALL }),
  Map: (source) => ({ ...only(source, ...FLOW), Type: 'Task', Resource: MOCKED_CALL }),
};

function answerOf({ mock, roleArn }: TestStateRequest, state: State): MockedAnswer | undefined {
  if (mock !== undefined) return readMock(mock, state);
  if (RUNNABLE[state.type] === undefined) return undefined;
  if (roleArn === undefined) return invalid(`RoleArn must be specified when testing a ${state.type} state`);
  throw new Error(`state '${state.name}' would call AWS: give a mock`);
}

function settingOf(request: TestStateRequest, tested: TestedState, input: Json, answer: MockedAnswer | undefined, caller: Caller): ProbeSetting {
  const { name, state, queryLanguage } = tested;
  const roleArn = request.roleArn ?? null;
  const states = `arn:aws:states:${caller.region ?? DEFAULT_REGION}:${caller.account ?? request.roleArn?.split(':')[4] ?? DEFAULT_ACCOUNT}`;
  const machine = { arn: `${states}:stateMachine:${MACHINE}`, name: MACHINE, roleArn: request.roleArn ?? '' };
  const variables = json(request.variables ?? '{}', 'ValidationException', 'Variables must be a valid JSON object');
  const startTime = START_DEFAULTS.startTime;
  const fallible = RUNNABLE[state.type] !== undefined;
  const context = request.context !== undefined
    ? readContext(request.context, 'resource' in state ? state.resource : undefined)
    : {
      Execution: { Id: `${states}:express:${MACHINE}:${EXECUTION}`, Input: input, Name: EXECUTION, RoleArn: roleArn, StartTime: startTime },
      StateMachine: { Id: machine.arn, Name: MACHINE },
      State: { Name: STATE, EnteredTime: startTime, ...fallible && { RetryCount: request.stateConfiguration?.retrierRetryCount ?? 0 } },
    };
  if (!isObject(variables)) return invalid('Variables must be a valid JSON object');
  return { name, queryLanguage, machine, executionInput: input, context, variables, answer };
}

/** Why the run failed: a mocked error is the task's own. */
function failureOf(attempt: ProbeResult, state: State, answer: MockedAnswer | undefined): Failure {
  const mocked = answer?.kind === 'failure' && attempt.error === answer.error;
  return {
    error: attempt.error,
    cause: attempt.cause,
    fromTask: mocked && state.type === 'Task',
    terminal: !mocked && (attempt.error === ErrorName.RUNTIME || attempt.error === ErrorName.DATA_LIMIT_EXCEEDED),
  };
}

/** A failure that the test itself found (too many failed iterations) is what the mocked call gives. */
function asAnswer(failure: Failure, answer: MockedAnswer | undefined): MockedAnswer | undefined {
  return answer?.kind === 'output' && failure.error === ErrorName.EXCEED_TOLERATED_FAILURE_THRESHOLD
    ? { kind: 'failure', error: failure.error, cause: failure.cause } : answer;
}

function json(text: string, code: TestStateException['code'], message: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new TestStateException(code, message);
  }
}
