import { ChoiceOperator } from '../operator';

/** `BooleanEquals`. */
export const booleanEquals: ChoiceOperator = {
  name: 'BooleanEquals',
  takes: 'a boolean',
  accepts: (operand) => typeof operand === 'boolean',
  path: true,
  holds: (value, operand) => typeof value === 'boolean' && value === operand,
};
