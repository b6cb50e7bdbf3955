import { AGAIN_LABEL } from './map-names';
import { Json, JsonObject } from '../../workflow/steps/json';

/** Gives every state of a scope another name, wherever it is named: state names are unique in a definition. */
export function renameStates(scope: JsonObject, rename: (name: string) => string): JsonObject {
  const states = Object.entries(scope.States as JsonObject).map(([name, state]) => [rename(name), renameIn(state as JsonObject, rename)]);
  return { ...scope, StartAt: rename(scope.StartAt as string), States: Object.fromEntries(states) as JsonObject };
}

/** What of a state names other states, and how that is renamed. */
const FIELDS: { readonly [field: string]: (value: Json, rename: (name: string) => string) => Json } = {
  Next: (name, rename) => rename(name as string),
  Default: (name, rename) => rename(name as string),
  Catch: (catchers, rename) => (catchers as readonly JsonObject[]).map((catcher) => renameIn(catcher, rename)),
  Choices: (rules, rename) => (rules as readonly JsonObject[]).map((rule) => renameIn(rule, rename)),
  Branches: (branches, rename) => (branches as readonly JsonObject[]).map((branch) => renameStates(branch, rename)),
  ItemProcessor: (processor, rename) => renameStates(processor as JsonObject, rename),
  Iterator: (processor, rename) => renameStates(processor as JsonObject, rename),
  // the label of a distributed map within has to be unique in the definition too
  Label: (label) => `${label as string}${AGAIN_LABEL}`,
};

function renameIn(part: JsonObject, rename: (name: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(part).map(([field, value]) =>
    [field, value === undefined ? value : FIELDS[field]?.(value, rename) ?? value]));
}
