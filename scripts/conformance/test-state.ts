import { testState } from '../../src/simulation/test-state/test-state';
import { TestStateException } from '../../src/simulation/test-state/test-state-exception';
import type { TestStateRequest } from '../../src/simulation/test-state/test-state-request';

/** A TestState call that was recorded. */
interface RecordedTest {
  readonly state: any;
  readonly args: Omit<TestStateRequest, 'definition'>;
  readonly expect: { readonly testState: any };
}

/** The account in which the cases were recorded. */
const ACCOUNT = '111111111111';

/** Answers a TestState call; a refusal is told in the form in which the case's client told it. */
export function answerTestState({ state, args, expect }: RecordedTest): any {
  try {
    return testState({ ...args, definition: JSON.stringify(state) }, { account: ACCOUNT });
  } catch (problem) {
    if (!(problem instanceof TestStateException)) throw problem;
    const { code, message } = problem;
    if (expect.testState.exception_typename === undefined) return { Error: { Code: code, Message: message }, message };
    const told = code === 'ParamValidationError' ? message : `An error occurred (${code}) when calling the TestState operation: ${message}`;
    return { exception_typename: code, exception_value: told };
  }
}
