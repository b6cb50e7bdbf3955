import { isObject, Json } from '../../json';
import { expected, FieldKind } from '../fields';
import { isExpression } from './expression';
import { template } from './template';

const EXPECTS = 'an array, an object or an expression {% … %}';

/** `Items` of a JSONata Map. */
export const items: FieldKind = {
  expects: EXPECTS,
  read(value: Json, place) {
    if (!Array.isArray(value) && !isObject(value) && !isExpression(value)) return expected(EXPECTS, value, place);
    return template.read(value, place);
  },
};
