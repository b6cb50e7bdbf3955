import { ChoiceOperator } from './operator';
import { booleanEquals } from './operators/boolean';
import { numericOperators } from './operators/numeric';
import { stringOperators } from './operators/string';
import { stringMatches } from './operators/string-matches';
import { timestampOperators } from './operators/timestamp';
import { isPresent, typeTests } from './operators/type-tests';

/** Every comparison operator, under its name. */
export const choiceOperators: ReadonlyMap<string, ChoiceOperator> = new Map([
  ...stringOperators, stringMatches, ...numericOperators, booleanEquals, ...timestampOperators, ...typeTests, isPresent,
].map((operator) => [operator.name, operator]));

/** The operator of a field of a rule: `NumericEquals`, or `NumericEqualsPath`, which is given a path. */
export function operatorOf(field: string): { readonly operator: ChoiceOperator; readonly byPath: boolean } | undefined {
  const plain = choiceOperators.get(field);
  if (plain !== undefined) return { operator: plain, byPath: false };
  const operator = field.endsWith('Path') ? choiceOperators.get(field.slice(0, -4)) : undefined;
  return operator?.path ? { operator, byPath: true } : undefined;
}

/** The names of all fields that compare: the operators, and their forms that are given a path. */
export const comparisonFields: readonly string[] = [...choiceOperators.values()].flatMap((operator) => operator.path ? [operator.name, `${operator.name}Path`] : [operator.name]);
