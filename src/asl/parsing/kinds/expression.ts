import { compileJsonata, extractExpression, JsonataSyntaxError } from '../../jsonata';
import { expected, FieldKind } from '../fields';
import { Place } from '../place';

/** Whether the text is a JSONata expression: `{%` at the start and `%}` at the end. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && extractExpression(value) !== undefined;
}

/** Takes down what is wrong with the expression `{% … %}`. */
export function checkExpression(text: string, place: Place): void {
  try {
    compileJsonata(extractExpression(text) ?? text);
  } catch (error) {
    if (!(error instanceof JsonataSyntaxError)) throw error;
    place.problem(error.message);
  }
}

/** Text; in JSONata also an expression. */
export const textOrExpression: FieldKind = {
  expects: 'text',
  read(value, place) {
    if (typeof value !== 'string') return expected('text', value, place);
    if (place.language === 'JSONata' && isExpression(value)) checkExpression(value, place);
    return value;
  },
};

/** An expression, or `true` or `false`. */
export const condition: FieldKind = {
  expects: 'an expression {% … %} or a boolean',
  read(value, place) {
    if (typeof value === 'boolean') return value;
    if (!isExpression(value)) return expected('an expression {% … %} or a boolean', value, place);
    checkExpression(value, place);
    return value;
  },
};
