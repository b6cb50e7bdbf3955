import { expected, FieldKind } from '../fields';
import { checkExpression, isExpression } from './expression';
import { hasSubstitution } from './text';
import { isTimestamp } from '../../timestamp';

const EXPECTS = 'a time such as 2026-03-14T01:59:00Z';

/** A time; in JSONata also an expression. */
export const timestamp: FieldKind = {
  expects: EXPECTS,
  read(value, place) {
    if (typeof value !== 'string') return expected(EXPECTS, value, place);
    if (place.language === 'JSONata' && isExpression(value)) checkExpression(value, place);
    else if (!isTimestamp(value) && !hasSubstitution(value)) return expected(EXPECTS, value, place);
    return value;
  },
};
