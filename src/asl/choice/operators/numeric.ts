import { ordered } from '../operator';

/** `NumericEquals` and the like. */
export const numericOperators = ordered('Numeric', 'a number', (operand) => typeof operand === 'number', (value, operand) => {
  if (typeof value !== 'number' || typeof operand !== 'number') return undefined;
  return value === operand ? 0 : value < operand ? -1 : 1;
});
