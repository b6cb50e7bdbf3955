import { list, type Frame, type Intrinsic } from './intrinsic';
import { isObject, type Json } from '../../asl';

/** The functions that the `Conditions` section is made of. */
export const CONDITION_FUNCTIONS: readonly Intrinsic[] = [
  {
    name: 'Fn::Equals',
    evaluate: (argument, frame) => {
      const [a, b] = list('Fn::Equals', argument, 2, 2, frame).map((side) => frame.evaluate(side));
      return comparable(a) === comparable(b);
    },
  },
  { name: 'Fn::And', evaluate: (argument, frame) => list('Fn::And', argument, 2, 10, frame).every((one) => holds(one, frame)) },
  { name: 'Fn::Or', evaluate: (argument, frame) => list('Fn::Or', argument, 2, 10, frame).some((one) => holds(one, frame)) },
  { name: 'Fn::Not', evaluate: (argument, frame) => !holds(list('Fn::Not', argument, 1, 1, frame)[0], frame) },
];

/** A condition: a function of them, or `{ Condition: name }`. */
export function holds(condition: Json, frame: Frame): boolean {
  if (isObject(condition) && typeof condition.Condition === 'string') {
    return frame.condition(condition.Condition);
  }
  const value = frame.evaluate(condition);
  return value === true || value === 'true';
}

/** CloudFormation compares numbers and booleans as text. */
function comparable(value: Json | undefined): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
