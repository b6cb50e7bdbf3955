export type { CompiledExpression } from './compile';
export { compileJsonata, MAX_EVALUATION_DEPTH, MAX_EVALUATION_STEPS } from './compile';
export { extractExpression } from './extract-expression';
export { JsonataSyntaxError, nothingReturned, QueryEvaluationFailure, unexpectedType } from './failures';
export type { EvaluationServices } from './interpreter';
