import { assignField, checkTransition, inputOutput, transition } from './common';
import { StateType } from './state-type';
import { jsonPathField } from '../parsing/fields';
import { referencePathOrNull } from '../parsing/kinds/path';
import { json, objectTemplate } from '../parsing/kinds/template';

export const pass: StateType = {
  type: 'Pass',
  fields: {
    ...transition,
    ...inputOutput,
    Result: jsonPathField('result', json),
    ResultPath: jsonPathField('resultPath', referencePathOrNull),
    Parameters: jsonPathField('parameters', objectTemplate),
    Assign: assignField,
  },
  check: checkTransition,
};
