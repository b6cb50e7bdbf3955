import { has, JsonObject } from '../json';
import { Field, field, Fields, jsonataField, jsonPathField } from '../parsing/fields';
import { catchers } from '../parsing/kinds/catchers';
import { pathOrNull, referencePathOrNull } from '../parsing/kinds/path';
import { retriers } from '../parsing/kinds/retriers';
import { argumentsTemplate, assign, objectTemplate, template } from '../parsing/kinds/template';
import { name, onlyTrue, text, word } from '../parsing/kinds/text';
import { Place } from '../parsing/place';

/** The fields of every state. */
export const everyState: Fields = {
  Type: field('type', name, { required: true }),
  Comment: field('comment', text),
  QueryLanguage: field('queryLanguage', word(['JSONPath', 'JSONata'])),
};

/** `Next` and `End`. */
export const transition: Fields = {
  Next: field('next', name),
  End: field('end', onlyTrue),
};

/** `Assign`. */
export const assignField: Field = field('assign', assign);

/** How a state reads its input and writes its output. */
export const inputOutput: Fields = {
  InputPath: jsonPathField('inputPath', pathOrNull),
  OutputPath: jsonPathField('outputPath', pathOrNull),
  Output: jsonataField('output', template),
};

/** How a state makes its effective input and keeps its result. */
export const resultHandling: Fields = {
  ...inputOutput,
  Parameters: jsonPathField('parameters', objectTemplate),
  Arguments: jsonataField('arguments', argumentsTemplate),
  ResultSelector: jsonPathField('resultSelector', objectTemplate),
  ResultPath: jsonPathField('resultPath', referencePathOrNull),
  Assign: assignField,
};

/** `Retry` and `Catch`. */
export const errorHandling: Fields = {
  Retry: field('retry', retriers),
  Catch: field('catch', catchers),
};

/** Takes down a state that has both or neither of `Next` and `End`. */
export function checkTransition(source: JsonObject, place: Place): void {
  if (has(source, 'Next') && has(source, 'End')) {
    place.member('Next').problem("the state has both 'Next' and 'End'; keep one of them");
  } else if (!has(source, 'Next') && source.End !== true) {
    place.member('Next').problem("the state needs 'Next' with the name of the state that follows, or 'End': true");
  }
}

/** Takes down all but the first of fields that exclude each other. */
export function checkAtMostOne(source: JsonObject, fields: readonly string[], place: Place): void {
  const given = fields.filter((each) => has(source, each));
  for (const each of given.slice(1)) place.member(each).problem(`cannot stand beside '${given[0]}'; keep one of them`);
}
