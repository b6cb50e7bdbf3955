import { isObject, Json, JsonObject } from '../../json';
import { expected, FieldKind, Fields, readFields, renderFields } from '../fields';
import { Place } from '../place';

/** An object with fields of its own; what it is read to keeps it as `source`. */
export function nested(what: string, fields: Fields, check?: (read: Record<string, unknown>, place: Place) => void): FieldKind {
  return {
    expects: what,
    read(value: Json, place) {
      if (!isObject(value)) return expected(what, value, place);
      const read = readFields(value, fields, place, what);
      check?.(read, place);
      return { ...read, source: value };
    },
    render: (value: object): JsonObject => renderFields(value, fields),
  };
}

/** A list of one kind of thing. */
export function listOf(expects: string, each: FieldKind, least = 0, check?: (value: Json, place: Place) => void): FieldKind {
  return {
    expects,
    read(value: Json, place) {
      if (!Array.isArray(value)) return expected(expects, value, place);
      if (value.length < least) return expected(`${expects}, at least ${least}`, value, place);
      check?.(value, place);
      return value.map((item: Json, index) => each.read(item, place.element(index))).filter((item) => item !== undefined);
    },
    render: (values: readonly never[]): Json => values.map((value) => each.render ? each.render(value) : value),
  };
}
