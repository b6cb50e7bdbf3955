import { has, isArray, isObject, Json, JsonObject } from '../../json';
import { expected, FieldKind } from '../fields';
import { Place } from '../place';
import { checkExpression, isExpression } from './expression';
import { checkPathOrIntrinsic } from './path';
import { hasSubstitution } from './text';

/** Takes down what is wrong with the expressions of a template, at any depth. */
function checkTemplate(value: Json, place: Place): void {
  if (typeof value === 'string') {
    if (place.language === 'JSONata' && isExpression(value)) checkExpression(value, place);
  } else if (isArray(value)) {
    value.forEach((each, index) => checkTemplate(each, place.element(index)));
  } else if (isObject(value)) {
    for (const [key, each] of Object.entries(value)) {
      const here = place.member(key);
      if (place.language === 'JSONPath' && key.endsWith('.$')) checkDynamic(key, each, value, here);
      else checkTemplate(each, here);
    }
  }
}

function checkDynamic(key: string, value: Json, object: JsonObject, place: Place): void {
  if (has(object, key.slice(0, -2))) place.problem(`cannot stand beside '${key.slice(0, -2)}'; keep one of them`);
  if (typeof value === 'string') checkPathOrIntrinsic(value, place);
  else expected('a path such as $.order, or an intrinsic function', value, place);
}

/** Any JSON, taken as it is. */
export const json: FieldKind = { expects: 'JSON', read: (value) => value };

/** Any JSON, with expressions in it. */
export const template: FieldKind = {
  expects: 'JSON',
  read(value, place) {
    checkTemplate(value, place);
    return value;
  },
};

/** An object with expressions in it. */
export const objectTemplate: FieldKind = {
  expects: 'an object',
  read(value, place) {
    if (!isObject(value)) return expected('an object', value, place);
    checkTemplate(value, place);
    return value;
  },
};

/** An object with expressions in it, or one expression that gives it. */
export const argumentsTemplate: FieldKind = {
  expects: 'an object or an expression {% … %}',
  read(value, place) {
    if (!isObject(value) && !isExpression(value)) return expected('an object or an expression {% … %}', value, place);
    checkTemplate(value, place);
    return value;
  },
};

/** Variables, each with its template. */
export const assign: FieldKind = {
  expects: 'an object of variables',
  read(value, place): JsonObject | undefined {
    if (!isObject(value)) return expected('an object of variables', value, place);
    for (const key of Object.keys(value)) checkVariableName(place.language === 'JSONPath' ? key.replace(/\.\$$/, '') : key, place.member(key));
    checkTemplate(value, place);
    return value;
  },
};

/** The longest name of a variable. @see https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
const LONGEST_VARIABLE = 80;

function checkVariableName(name: string, place: Place): void {
  if (name === 'states') place.problem("'states' is reserved; give the variable another name");
  else if (!/^[\p{ID_Start}_][\p{ID_Continue}\u200c\u200d]*$/u.test(name) && !hasSubstitution(name)) place.problem(`'${name}' is no name of a variable; begin it with a letter, and use letters, digits and '_'`);
  else if (name.length > LONGEST_VARIABLE) place.problem(`the name is ${name.length} characters long; give one of at most ${LONGEST_VARIABLE}`);
}
