import { inputOutput } from './common';
import { StateType } from './state-type';

export const succeed: StateType = {
  type: 'Succeed',
  fields: inputOutput,
  terminal: true,
};
