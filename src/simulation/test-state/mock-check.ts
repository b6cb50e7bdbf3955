import { checkResult } from './schema-check';
import { invalid } from './test-state-exception';
import type { MockInput } from './test-state-request';
import type { Json, State } from '../../asl';
import { serviceResource } from '../tasks/service-integration';

/** What a mocked call answers. */
export type MockedAnswer =
  | { readonly kind: 'output'; readonly output: Json }
  | { readonly kind: 'failure'; readonly error?: string; readonly cause?: string };

/** How the result of each type of state that can be mocked has to look. */
const RESULT_CHECKS: Readonly<Record<string, (result: Json, state: never, mode: 'STRICT' | 'PRESENT') => void>> = {
  Task: (result: Json, state: { resource: string }, mode) => {
    const service = serviceResource(state.resource);
    // a function by its ARN, an activity, an HTTP call answer what they like
    if (service && service.service !== 'http') checkResult(result, service.service, service.action, mode);
  },
  Parallel: (result: Json, state: { branches: readonly unknown[] }) => {
    if (!Array.isArray(result)) return invalid('Mocked result must be an array.');
    if (result.length !== state.branches.length) invalid('Mocked result must contain the same number of items as number of Parallel branches.');
  },
  Map: (result: Json, state: { resultWriter?: unknown }) => {
    if (state.resultWriter === undefined && !Array.isArray(result)) invalid('Mocked result must be an array.');
  },
};

/** Reads a mock. @throws TestStateException what AWS would refuse */
export function readMock(mock: MockInput, state: State): MockedAnswer {
  if (mock.result !== undefined && mock.errorOutput !== undefined) invalid('A test mock should have only one of the following fields: [result, errorOutput].');
  const check = RESULT_CHECKS[state.type] ?? invalid(`State type '${state.type}' is not supported when a mock is specified`);
  if (mock.errorOutput !== undefined) return { kind: 'failure', ...mock.errorOutput };
  if (mock.result === undefined) return invalid('A test mock should have one of the following fields: [result, errorOutput].');
  const output = parsed(mock.result);
  const mode = mock.fieldValidationMode ?? 'STRICT';
  if (mode !== 'NONE') check(output, state as never, mode);
  return { kind: 'output', output };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return invalid('Mocked result must be a valid JSON.');
  }
}
