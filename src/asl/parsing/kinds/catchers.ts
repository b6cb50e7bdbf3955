import { field, Fields, jsonataField, jsonPathField } from '../fields';
import { checkAllIsLast, errorNames } from './error-names';
import { listOf, nested } from './nested';
import { referencePathOrNull } from './path';
import { assign, template } from './template';
import { name, text } from './text';

/** The fields of an entry of `Catch`. */
export const catcherFields: Fields = {
  ErrorEquals: field('errorEquals', errorNames, { required: true }),
  Next: field('next', name, { required: true }),
  ResultPath: jsonPathField('resultPath', referencePathOrNull),
  Output: jsonataField('output', template),
  Assign: field('assign', assign),
  Comment: field('comment', text),
};

/** `Catch`. */
export const catchers = listOf('a list of catchers', nested('a catcher', catcherFields), 0, checkAllIsLast);
