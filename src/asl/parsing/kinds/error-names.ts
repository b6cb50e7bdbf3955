import { Json } from '../../json';
import { expected, FieldKind } from '../fields';
import { Place } from '../place';

const EXPECTS = 'a list of error names, at least one';

/** `ErrorEquals`: error names, `States.ALL` alone. That it is in the last entry is seen by the list. */
export const errorNames: FieldKind = {
  expects: EXPECTS,
  read(value: Json, place: Place) {
    if (!Array.isArray(value) || value.length === 0 || !value.every((each) => typeof each === 'string')) return expected(EXPECTS, value, place);
    if (value.includes('States.ALL') && value.length > 1) place.problem("'States.ALL' must stand alone; take the other names out, or put them in an entry before");
    return value;
  },
};

/** Takes down each entry with `States.ALL` that is not the last one. */
export function checkAllIsLast(entries: Json, place: Place): void {
  if (!Array.isArray(entries)) return;
  entries.forEach((entry: Json, index) => {
    const names = typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? (entry as { ErrorEquals?: Json }).ErrorEquals : undefined;
    if (index < entries.length - 1 && Array.isArray(names) && names.includes('States.ALL')) {
      place.element(index).member('ErrorEquals').problem("'States.ALL' must be in the last entry; what stands after it would never be reached");
    }
  });
}
