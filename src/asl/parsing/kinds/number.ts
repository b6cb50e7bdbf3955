import { Json } from '../../json';
import { expected, FieldKind } from '../fields';
import { Place } from '../place';
import { checkExpression, isExpression } from './expression';
import { hasSubstitution } from './text';

/** The largest number that a field of seconds, attempts or items takes. */
export const MOST = 99_999_999;

/** Below this, a number is a placeholder that a deployment tool puts another in for. */
const PLACEHOLDER = -1e288;

/** A whole number; in JSONata also an expression. */
export function wholeNumber(least: number, most: number = MOST): FieldKind {
  return numberKind(`a whole number from ${group(least)} to ${group(most)}`, (value) => Number.isInteger(value) && value >= least && value <= most);
}

/** A number with or without a fraction; in JSONata also an expression. */
export function anyNumber(least: number, most: number): FieldKind {
  return numberKind(`a number from ${group(least)} to ${group(most)}`, (value) => value >= least && value <= most);
}

/** A whole number, never an expression. */
export function fixedNumber(least: number, most: number = MOST): FieldKind {
  return numberKind(`a whole number from ${group(least)} to ${group(most)}`, (value) => Number.isInteger(value) && value >= least && value <= most, false);
}

/** A number with or without a fraction, never an expression. */
export function fixedFraction(least: number, most: number): FieldKind {
  return numberKind(`a number from ${group(least)} to ${group(most)}`, (value) => value >= least && value <= most, false);
}

function numberKind(expects: string, fits: (value: number) => boolean, expressions = true): FieldKind {
  return {
    expects,
    read(value: Json, place: Place) {
      if (typeof value === 'number') return fits(value) || value < PLACEHOLDER ? value : expected(expects, value, place);
      if (typeof value === 'string') {
        if (expressions && place.language === 'JSONata' && isExpression(value)) {
          checkExpression(value, place);
          return value;
        }
        if (hasSubstitution(value)) return value;
      }
      return expected(expressions && place.language === 'JSONata' ? `${expects}, or an expression {% … %}` : expects, value, place);
    },
  };
}

function group(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
