import { has, isObject, Json, JsonObject, put } from '../json';
import { QueryLanguage, Scope, State } from '../model';

import { expected, field, FieldKind, Fields, readFields, renderFields } from './fields';
import { everyState } from '../states/common';
import { stateType, stateTypeNames } from '../states/registry';
import { name } from './kinds/text';
import { Place } from './place';
import { checkTargets } from './targets';
import { oneOf, show } from './words';
import { didYouMean } from '../did-you-mean';

/** State names are at most this many characters long. @see https://states-language.net/spec.html#state-machine-structure */
export const LONGEST_NAME = 80;

const STATES = 'an object of states, at least one';

const states: FieldKind = {
  expects: STATES,
  read(value, place) {
    if (!isObject(value) || Object.keys(value).length === 0) return expected(STATES, value, place);
    const read: Record<string, State> = Object.create(null) as Record<string, State>;
    for (const [key, each] of Object.entries(value)) {
      const state = readState(key, each, place);
      if (state !== undefined) read[key] = state;
    }
    return read;
  },
  render: (all: Readonly<Record<string, State>>): Json => renderStates(all),
};

/** The fields of a scope. */
export const scopeFields: Fields = {
  StartAt: field('startAt', name, { required: true }),
  States: field('states', states, { required: true }),
};

/** Reads a scope and checks that its states lead to each other. */
export function readScope(value: JsonObject, fields: Fields, place: Place, what: string): Scope {
  const here = place.in(place.reading.language);
  const read = readFields(value, fields, here, what);
  checkTargets(value, here);
  return { ...read, queryLanguage: here.language } as unknown as Scope;
}

/** The common part of a scope as JSON. */
export function renderScope(scope: Scope): Record<string, Json> {
  return renderFields(scope, scopeFields);
}

function renderStates(all: Readonly<Record<string, State>>): JsonObject {
  const json: Record<string, Json> = {};
  for (const [key, state] of Object.entries(all)) put(json, key, renderState(state));
  return json;
}

function renderState(state: State): JsonObject {
  const type = stateType(state.type)!;
  const model = { ...state, queryLanguage: has(state.source, 'QueryLanguage') ? state.queryLanguage : undefined };
  return renderFields(type.unshape?.(model) ?? model, { ...everyState, ...type.fields });
}

function readState(key: string, value: Json, place: Place): State | undefined {
  const here = place.ofState(key, place.language);
  checkName(key, here);
  if (!isObject(value)) return expected('a state, an object', value, here);
  const language = languageOf(value, here);
  const at = here.in(language);
  const type = stateType(value.Type);
  if (type === undefined) {
    const types = stateTypeNames();
    at.member('Type').problem(`got ${show(value.Type)}; give ${oneOf(types, false)}${typeof value.Type === 'string' ? didYouMean(value.Type, types) : ''}`);
    return undefined;
  }
  const read = readFields(value, { ...everyState, ...type.fields }, at, `a ${type.type} state`);
  type.check?.(value, at);
  const shaped = type.shape?.(read, value) ?? read;
  return { ...shaped, name: key, type: type.type, queryLanguage: language, source: value } as unknown as State;
}

function checkName(key: string, place: Place): void {
  if (key === '') place.problem('a state needs a name');
  if (key.length > LONGEST_NAME) place.problem(`the name is ${key.length} characters long; give one of at most ${LONGEST_NAME}`);
  const first = place.reading.names.get(key);
  if (first === undefined) place.reading.names.set(key, place.path);
  else place.problem(`another state of this definition has this name, at ${first}; give each state its own`, 'DUPLICATE_STATE_NAME');
}

function languageOf(value: JsonObject, place: Place): QueryLanguage {
  if (value.QueryLanguage !== 'JSONPath' && value.QueryLanguage !== 'JSONata') return place.language;
  if (value.QueryLanguage === 'JSONPath' && place.language === 'JSONata') {
    place.member('QueryLanguage').problem('cannot be JSONPath where the whole definition is JSONata; write the state in JSONata, or set JSONata state by state');
  }
  return value.QueryLanguage;
}
