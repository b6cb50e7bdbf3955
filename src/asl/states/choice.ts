import { assignField, inputOutput } from './common';
import { StateType } from './state-type';
import { field } from '../parsing/fields';
import { choices } from '../parsing/kinds/choices';
import { name } from '../parsing/kinds/text';

export const choice: StateType = {
  type: 'Choice',
  fields: {
    ...inputOutput,
    Choices: field('choices', choices, { required: true }),
    Default: field('default', name),
    Assign: assignField,
  },
};
