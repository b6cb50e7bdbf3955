import { has, Json, JsonObject } from '../json';
import { QueryLanguage } from '../model';
import { Place } from './place';
import { show } from './words';
import { didYouMean } from '../did-you-mean';

/** How one kind of field is read, checked and written. */
export interface FieldKind {
  /** What may stand there, in words: `a whole number from 1 to 99,999,999`. */
  readonly expects: string;
  /** Reads the value, and takes down at `place` what is wrong with it; `undefined` where it cannot be kept. */
  read(value: Json, place: Place): unknown;
  /** The value as JSON again; the value itself where absent. */
  render?(value: never): Json;
}

/** A field of a state or of an object in it. */
export interface Field {
  /** Its name in the model. */
  readonly key: string;
  readonly kind: FieldKind;
  /** The only language in which it may stand; both where absent. */
  readonly language?: QueryLanguage;
  readonly required?: boolean;
}

/** Fields under their ASL names. */
export type Fields = Readonly<Record<string, Field>>;

/** A field of both languages. */
export function field(key: string, kind: FieldKind, more: Partial<Field> = {}): Field {
  return { key, kind, ...more };
}

/** A field of JSONPath states only. */
export function jsonPathField(key: string, kind: FieldKind, more: Partial<Field> = {}): Field {
  return { key, kind, language: 'JSONPath', ...more };
}

/** A field of JSONata states only. */
export function jsonataField(key: string, kind: FieldKind, more: Partial<Field> = {}): Field {
  return { key, kind, language: 'JSONata', ...more };
}

/**
 * Reads an object by its fields. Unknown fields, fields of the other language, missing and malformed
 * ones are taken down; the rest of the object is read all the same.
 *
 * @param what what the object is, in words, for the messages: `a Task state`
 */
export function readFields(object: JsonObject, fields: Fields, place: Place, what: string): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const name of Object.keys(object)) {
    const found = Object.prototype.hasOwnProperty.call(fields, name) ? fields[name] : undefined;
    if (found === undefined) {
      place.member(name).problem(`${what} has no such field${didYouMean(name, Object.keys(fields))}`);
    } else if (found.language !== undefined && found.language !== place.language) {
      place.member(name).problem(`this field needs QueryLanguage ${found.language}, and here it is ${place.language}`);
    } else {
      const value = found.kind.read(object[name], place.member(name));
      if (value !== undefined) read[found.key] = value;
    }
  }
  for (const [name, each] of Object.entries(fields)) {
    if (each.required && !has(object, name) && (each.language ?? place.language) === place.language) {
      place.member(name).problem(`${what} needs this field: give ${each.kind.expects}`);
    }
  }
  return read;
}

/** Writes what `readFields` has read as JSON again. */
export function renderFields(model: object, fields: Fields): Record<string, Json> {
  const json: Record<string, Json> = {};
  for (const [name, each] of Object.entries(fields)) {
    const value = (model as Record<string, unknown>)[each.key];
    if (value === undefined) continue;
    json[name] = each.kind.render ? each.kind.render(value as never) : value as Json;
  }
  return json;
}

/** The common complaint of a field whose value is of the wrong kind. */
export function expected(kind: string, value: Json, place: Place): undefined {
  const empty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  place.problem(`got ${show(value)}; give ${kind}`, 'SCHEMA_VALIDATION_FAILED', empty ? `Value cannot be empty at ${place.path}` : undefined);
  return undefined;
}
