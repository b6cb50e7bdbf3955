import { ordered } from '../operator';

/** `StringEquals` and the like: by UTF-16 code units. */
export const stringOperators = ordered('String', 'text', (operand) => typeof operand === 'string', (value, operand) => {
  if (typeof value !== 'string' || typeof operand !== 'string') return undefined;
  return value === operand ? 0 : value < operand ? -1 : 1;
});
