import { has } from '../json';
import { assignField, checkAtMostOne, checkTransition, inputOutput, transition } from './common';
import { StateType } from './state-type';
import { field, jsonPathField } from '../parsing/fields';
import { wholeNumber } from '../parsing/kinds/number';
import { path } from '../parsing/kinds/path';
import { timestamp } from '../parsing/kinds/timestamp';

const FORMS = ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'];

export const wait: StateType = {
  type: 'Wait',
  fields: {
    ...transition,
    ...inputOutput,
    Seconds: field('seconds', wholeNumber(0)),
    SecondsPath: jsonPathField('secondsPath', path),
    Timestamp: field('timestamp', timestamp),
    TimestampPath: jsonPathField('timestampPath', path),
    Assign: assignField,
  },
  check(source, place) {
    checkTransition(source, place);
    checkAtMostOne(source, FORMS, place);
    if (!FORMS.some((form) => has(source, form))) {
      place.member('Seconds').problem(place.language === 'JSONPath'
        ? "the state needs one of 'Seconds', 'SecondsPath', 'Timestamp' and 'TimestampPath'"
        : "the state needs one of 'Seconds' and 'Timestamp'");
    }
  },
};
