import { checkAtMostOne } from './common';
import { StateType } from './state-type';
import { field, jsonPathField } from '../parsing/fields';
import { textOrExpression } from '../parsing/kinds/expression';
import { pathOrIntrinsic } from '../parsing/kinds/path';

export const fail: StateType = {
  type: 'Fail',
  fields: {
    Error: field('error', textOrExpression),
    ErrorPath: jsonPathField('errorPath', pathOrIntrinsic),
    Cause: field('cause', textOrExpression),
    CausePath: jsonPathField('causePath', pathOrIntrinsic),
  },
  terminal: true,
  check(source, place) {
    checkAtMostOne(source, ['Error', 'ErrorPath'], place);
    checkAtMostOne(source, ['Cause', 'CausePath'], place);
  },
};
