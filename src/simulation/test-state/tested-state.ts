import { TestStateException, invalid } from './test-state-exception';
import { DefinitionError, describeAsAws, isObject, parseDefinition, walkStates, type Json, type JsonObject, type QueryLanguage, type State } from '../../asl';

/** What AWS calls a state that is given alone. */
const ALONE = 'StateName';

/** The state under test. */
export interface TestedState {
  readonly name: string;
  readonly state: State;
  readonly queryLanguage: QueryLanguage;
}

/**
 * Finds the state to test.
 *
 * @throws TestStateException the definition is invalid, or has no such state
 */
export function testedState(definition: string, stateName: string | undefined): TestedState {
  const source = read(definition);
  if (stateName === undefined && !('States' in source)) return { ...find(alone(source), ALONE)! };
  if (stateName === undefined) return invalid('StateName must be specified when testing a state machine definition');
  if (stateName === '') throw new TestStateException('ParamValidationError', 'Parameter validation failed:\nInvalid length for parameter stateName, value: 0, valid min length: 1');
  return find(source, stateName) ?? invalid('State not found in definition');
}

function read(definition: string): JsonObject {
  try {
    const source = JSON.parse(definition) as Json;
    if (isObject(source)) return source;
  } catch {
    // told below
  }
  throw new TestStateException('InvalidDefinition', "Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: Definition is not a valid JSON object'");
}

/** A definition around one state, in which the states that follow are there too. */
export function alone(state: JsonObject, name = ALONE): JsonObject {
  const others = targetsOf(state).filter((target) => target !== name);
  return { StartAt: name, States: { [name]: state, ...Object.fromEntries(others.map((target) => [target, { Type: 'Succeed' }])) } };
}

/** Names of the states that may follow. */
export function targetsOf(state: JsonObject): string[] {
  const named: Array<Json | undefined> = [state.Next, state.Default];
  for (const list of [state.Catch, state.Choices]) {
    if (Array.isArray(list)) named.push(...(list as readonly Json[]).map((entry) => (isObject(entry) ? entry.Next : undefined)));
  }
  return [...new Set(named.filter((name) => typeof name === 'string'))];
}

/** The state with every way to one state turned to another. */
export function redirected(state: JsonObject, from: string, to: string): JsonObject {
  const turned = (holder: Json): Json => {
    if (!isObject(holder)) return holder;
    const ways = ['Next', 'Default'].filter((field) => holder[field] === from).map((field) => [field, to]);
    return { ...holder, ...Object.fromEntries(ways) as JsonObject };
  };
  const lists = ['Catch', 'Choices'].filter((field) => Array.isArray(state[field])).map((field) => [field, (state[field] as readonly Json[]).map(turned)]);
  return { ...turned(state) as JsonObject, ...Object.fromEntries(lists) as JsonObject };
}

function find(source: JsonObject, name: string): TestedState | undefined {
  let found: TestedState | undefined;
  try {
    walkStates(parseDefinition(source), (state) => {
      if (state.name === name) found ??= { name, state, queryLanguage: state.queryLanguage };
    });
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    const reasons = error.diagnostics.map(describeAsAws);
    throw new TestStateException('InvalidDefinition', `Invalid State Machine Definition: '${reasons.join(', ')}'`);
  }
  return found;
}
