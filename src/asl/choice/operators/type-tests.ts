import { Json } from '../../json';
import { isTimestamp } from '../../timestamp';
import { ChoiceOperator } from '../operator';

function typeTest(name: string, test: (value: Json) => boolean): ChoiceOperator {
  return { name, takes: 'a boolean', accepts: (operand) => typeof operand === 'boolean', path: false, holds: (value, operand) => test(value) === operand };
}

/** `IsNull` and the like; whether there is a value at all is asked by `IsPresent`. */
export const typeTests: readonly ChoiceOperator[] = [
  typeTest('IsNull', (value) => value === null),
  typeTest('IsNumeric', (value) => typeof value === 'number'),
  typeTest('IsString', (value) => typeof value === 'string'),
  typeTest('IsBoolean', (value) => typeof value === 'boolean'),
  typeTest('IsTimestamp', (value) => typeof value === 'string' && isTimestamp(value)),
];

/** `IsPresent`: whether there is a value; the one operator that is content without. */
export const isPresent = typeTest('IsPresent', () => true);
