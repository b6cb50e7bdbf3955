import { EvaluationFailure } from '../../asl';
import { ErrorName, Failure } from '../engine/failure';

/** How an error that an expression threw fails the state; undefined for what is no such error. */
export function evaluationFailure(error: unknown): Failure | undefined {
  if (!(error instanceof EvaluationFailure)) return undefined;
  return { error: error.error, cause: error.cause, terminal: error.error === ErrorName.RUNTIME };
}
