import { runtimeFailure, SyntaxProblem } from '../failures';
import { isArray, isObject, Json, JsonObject } from '../json';
import { compilePath } from '../paths/path';
import { EvaluationScope } from '../scope';
import { operatorOf } from './registry';

/** A compiled choice rule. */
export type CompiledChoiceRule = (scope: EvaluationScope) => boolean;

/**
 * Compiles a JSONPath choice rule, with the rules inside of it.
 *
 * The compiled rule fails with `States.Runtime` where it compares something that is not there.
 *
 * @throws SyntaxProblem where the rule is malformed
 */
export function compileChoiceRule(rule: JsonObject): CompiledChoiceRule {
  if (isArray(rule.And)) {
    const rules = rule.And.map(compileInner);
    return (scope) => rules.every((each) => each(scope));
  }
  if (isArray(rule.Or)) {
    const rules = rule.Or.map(compileInner);
    return (scope) => rules.some((each) => each(scope));
  }
  if (isObject(rule.Not)) {
    const inner = compileChoiceRule(rule.Not);
    return (scope) => !inner(scope);
  }
  return compileComparison(rule);
}

function compileInner(rule: Json): CompiledChoiceRule {
  if (!isObject(rule)) throw new SyntaxProblem('a choice rule must be an object');
  return compileChoiceRule(rule);
}

function compileComparison(rule: JsonObject): CompiledChoiceRule {
  const field = Object.keys(rule).find((key) => operatorOf(key) !== undefined);
  if (field === undefined || typeof rule.Variable !== 'string') throw new SyntaxProblem("a choice rule needs 'Variable' and a comparison, or 'And', 'Or' or 'Not'");
  const { operator, byPath } = operatorOf(field)!;
  const variable = compilePath(rule.Variable);
  const operand = rule[field];
  if (operator.name === 'IsPresent') return (scope) => (variable.find(scope) !== undefined) === operand;
  if (!byPath) return (scope) => operator.holds(valueOf(variable.find(scope), variable.text), operand);
  const other = compilePath(operand as string);
  return (scope) => operator.holds(valueOf(variable.find(scope), variable.text), valueOf(other.find(scope), other.text));
}

function valueOf(value: Json | undefined, path: string): Json {
  if (value === undefined) throw runtimeFailure(`Invalid path '${path}': The choice state's condition path references an invalid value.`);
  return value;
}
