/**
 * Jest matchers for runs of the simulator (TypeScript and JavaScript only):
 *
 *     import 'cdk-stepwise/lib/jest';
 *
 * Each failing assertion prints the trace of the run.
 */
import { toHaveCalled } from './to-have-called';
import { toHaveFailedWith } from './to-have-failed-with';
import { toHaveSucceeded } from './to-have-succeeded';
import { toHaveVisited } from './to-have-visited';

interface Expect {
  extend(matchers: Readonly<Record<string, unknown>>): void;
}

/** The matchers, for a test runner whose `expect` is no global (`expect.extend(matchers)`). */
export const matchers = { toHaveSucceeded, toHaveFailedWith, toHaveVisited, toHaveCalled };

/** What the matchers add to `expect(run)`. */
export interface RunMatchers<R> {
  /** The run succeeded: with this output, where it is given (objects and asymmetric matchers as `toEqual` takes them). */
  toHaveSucceeded(output?: unknown): R;
  /** The run failed, timed out or was stopped, with this error; the cause is a text or a pattern. */
  toHaveFailedWith(errorName: string, cause?: string | RegExp): R;
  /** The run entered these states in this order, others between them. */
  toHaveVisited(...stateNames: string[]): R;
  /** The run made a call to this resource: a state's name, `service:action`, or an ARN, URL or name in the request. */
  toHaveCalled(what: string, request?: unknown): R;
}

(globalThis as { expect?: Expect }).expect?.extend(matchers);

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type
    interface Matchers<R> extends RunMatchers<R> {}
  }
}
