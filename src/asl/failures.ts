/** What fails while an expression is evaluated: the name and the cause of the error as AWS gives them. */
export class EvaluationFailure extends Error {
  public readonly name = 'EvaluationFailure';

  constructor(
    /** The error name: `States.Runtime`, `States.IntrinsicFailure`… */
    public readonly error: string,
    /** The cause, without AWS's "An error occurred while executing the state …" before it. */
    public readonly cause: string,
  ) {
    super(`${error}: ${cause}`);
  }
}

/** A failure of the definition or its data that no retry mends. */
export function runtimeFailure(cause: string): EvaluationFailure {
  return new EvaluationFailure('States.Runtime', cause);
}

/** The text of an expression is not in its language: says where and why. */
export class SyntaxProblem extends Error {
  public readonly name = 'SyntaxProblem';
}
