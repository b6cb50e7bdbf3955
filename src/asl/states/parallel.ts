import { checkTransition, errorHandling, resultHandling, transition } from './common';
import { StateType } from './state-type';
import { field } from '../parsing/fields';
import { branches } from '../parsing/kinds/scopes';

export const parallel: StateType = {
  type: 'Parallel',
  fields: {
    ...transition,
    ...resultHandling,
    ...errorHandling,
    Branches: field('branches', branches, { required: true }),
  },
  check: checkTransition,
};
