import type { Problem } from './interpreter';

/**
 * An evaluation that AWS ends with `States.QueryEvaluationError`. Its message is what AWS writes after
 * "threw an error during evaluation.": the code of JSONata's catalogue and its text.
 */
export class QueryEvaluationFailure extends Error {
  public constructor(
    /** The expression, without its `{% %}`. */
    public readonly expression: string,
    message: string,
    /** JSONata's code, such as `T1006`. */
    public readonly code?: string,
  ) {
    super(message);
    this.name = 'QueryEvaluationFailure';
  }

  /** The sentence of AWS's cause for a failure in a field, such as `Output/FunctionResult`. */
  public causeIn(field: string): string {
    return `The JSONata expression '${this.expression}' specified for the field '${field}' threw an error during evaluation. ${this.message}`;
  }
}

/** The sentence of AWS's cause for an expression that gives nothing where a value is needed. */
export function nothingReturned(expression: string, field: string): string {
  return `The JSONata expression '${expression}' specified for the field '${field}' returned nothing (undefined).`;
}

/** The sentence of AWS's cause for an expression whose value is of a type that the field does not take. */
export function unexpectedType(expression: string, field: string, expected: string, value: unknown): string {
  const actual = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return `The JSONata expression '${expression}' specified for the field '${field}' returned an unexpected result type. `
    + `Expected '${expected}', but was '${actual}' for value: ${JSON.stringify(value)}`;
}

/** An expression that does not parse. */
export class JsonataSyntaxError extends Error {
  public constructor(
    public readonly expression: string,
    /** JSONata's code, such as `S0201`. */
    public readonly code: string,
    /** The character after which it fails, counted from 0. */
    public readonly position: number,
    reason: string,
  ) {
    super(`JSONata expression '${expression}' does not parse at character ${position}: ${reason} (${code})`);
    this.name = 'JsonataSyntaxError';
  }
}

/** The text of what the interpreter threw: `T1006: Attempted to invoke a non-function`. */
export function describeProblem(problem: unknown): { code?: string; message: string } {
  if (problem instanceof RangeError) {
    return { code: 'U1001', message: `U1001: the evaluation takes more stack or memory than there is: ${problem.message}` };
  }
  const { code, message } = problem as Problem;
  return { code, message: code ? `${code}: ${message ?? ''}` : String(message ?? problem) };
}
