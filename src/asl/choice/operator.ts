import { Json } from '../json';

/** One comparison operator of a choice rule. */
export interface ChoiceOperator {
  /** Its name: `NumericEquals`. */
  readonly name: string;
  /** What it is given, in words. */
  readonly takes: string;
  /** Whether there is a form that is given a path: `NumericEqualsPath`. */
  readonly path: boolean;
  /** Whether this is something it can be given. */
  accepts(operand: Json): boolean;
  /** Whether it holds; values of another type than the operator's own never do. */
  holds(value: Json, operand: Json): boolean;
}

/** The five comparisons of an ordered type; `compare` gives `undefined` where a side is not of the type. */
export function ordered(
  type: string,
  takes: string,
  accepts: (operand: Json) => boolean,
  compare: (value: Json, operand: Json) => number | undefined,
): ChoiceOperator[] {
  const operator = (suffix: string, sign: (difference: number) => boolean): ChoiceOperator => ({
    name: `${type}${suffix}`,
    takes,
    accepts,
    path: true,
    holds(value, operand) {
      const difference = compare(value, operand);
      return difference !== undefined && sign(difference);
    },
  });
  return [
    operator('Equals', (difference) => difference === 0),
    operator('LessThan', (difference) => difference < 0),
    operator('GreaterThan', (difference) => difference > 0),
    operator('LessThanEquals', (difference) => difference <= 0),
    operator('GreaterThanEquals', (difference) => difference >= 0),
  ];
}
