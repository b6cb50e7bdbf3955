import { isPromise } from './environment';
import { InitFailure, type Handler } from './function-code';
import { UnsupportedCode } from './module-space';
import type { Json } from '../../asl';

/** What an invocation of a function gives. */
export type Outcome =
  | { readonly kind: 'returned'; readonly payload: Json }
  | { readonly kind: 'threw'; readonly error: FunctionError };

/** The payload of a failed invocation, as the Node.js runtime of Lambda writes it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/**
 * Calls a handler: one that returns, one that calls back before it returns, or one that promises.
 *
 * @throws UnsupportedCode the code cannot be run in process
 */
export function invoke(load: () => Handler, event: Json, context: object): Outcome | Promise<Outcome> {
  try {
    const handler = load();
    const called: { outcome?: Outcome; settle?: (outcome: Outcome) => void } = {};
    const result = handler(event, context, (error, value) => {
      called.outcome = error === null || error === undefined ? returned(value) : threw(error);
      called.settle?.(called.outcome);
    });
    if (isPromise(result)) return Promise.resolve(result).then(returned, threw);
    if (called.outcome !== undefined) return called.outcome;
    // a handler of three arguments that has not called back yet will
    return result === undefined && handler.length >= 3 ? new Promise((resolve) => { called.settle = resolve; }) : returned(result);
  } catch (error) {
    return threw(error);
  }
}

/** What was returned, as it is after Lambda has written it as JSON. */
function returned(value: unknown): Outcome {
  try {
    const text = JSON.stringify(value);
    return { kind: 'returned', payload: text === undefined ? null : JSON.parse(text) as Json };
  } catch (error) {
    return { kind: 'threw', error: { errorType: 'Runtime.MarshalError', errorMessage: `Unable to stringify response body: ${(error as Error).message}`, trace: [] } };
  }
}

function threw(error: unknown): Outcome {
  if (error instanceof UnsupportedCode) throw error;
  if (error instanceof InitFailure) return { kind: 'threw', error: { errorType: error.errorType, errorMessage: error.message, trace: [] } };
  if (!isError(error)) return { kind: 'threw', error: { errorType: typeof error, errorMessage: String(error), trace: [] } };
  return { kind: 'threw', error: { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') } };
}

/** Errors may come from another realm. */
function isError(error: unknown): error is Error {
  return typeof error === 'object' && error !== null && 'message' in error && 'name' in error;
}
