import { expected, FieldKind } from '../fields';
import { isExpression } from './expression';
import { objectTemplate } from './template';
import { isObject } from '../../json';

const EXPECTS = "an object with 'RoleArn'";

/** The role that a task's call is made with. */
export const credentials: FieldKind = {
  expects: EXPECTS,
  read(value, place) {
    if (place.language === 'JSONata' && isExpression(value)) return value;
    if (!isObject(value) || !('RoleArn' in value || 'RoleArn.$' in value)) return expected(EXPECTS, value, place);
    return objectTemplate.read(value, place);
  },
};
