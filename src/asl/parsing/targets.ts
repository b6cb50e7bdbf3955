import { has, isObject, Json, JsonObject } from '../json';
import { Place } from './place';
import { didYouMean } from '../did-you-mean';
import { stateType } from '../states/registry';

/** A name of a state, where it stands. */
interface Target {
  readonly name: string;
  readonly place: Place;
}

/**
 * Checks that every state is reached from `StartAt`, that every name leads to a state of the same
 * scope, and that the scope can end.
 */
export function checkTargets(scope: JsonObject, place: Place): void {
  const states = scope.States;
  if (!isObject(states) || typeof scope.StartAt !== 'string') return;
  const statesPlace = place.member('States');
  const reached = new Set<string>();
  const queue: Target[] = [{ name: scope.StartAt, place: place.member('StartAt') }];
  const missing = (target: Target): void => target.place.problem(
    `there is no state '${target.name}' in this scope${didYouMean(target.name, Object.keys(states))}`, 'MISSING_TRANSITION_TARGET',
    `Missing 'Next' target: ${target.name} at ${target.place.path}`);
  for (let target = queue.pop(); target !== undefined; target = queue.pop()) {
    if (!has(states, target.name)) {missing(target);} else if (!reached.has(target.name)) {
      reached.add(target.name);
      queue.push(...targetsOf(states[target.name], statesPlace.ofState(target.name, place.language)));
    }
  }
  const ends = Object.values(states).some(isEnd);
  for (const [name, state] of Object.entries(states)) {
    if (reached.has(name)) continue;
    const here = statesPlace.ofState(name, place.language);
    for (const target of targetsOf(state, here)) if (!has(states, target.name)) missing(target);
    here.problem('no state leads here; name it where it should follow, or take it out', 'MISSING_TRANSITION_TARGET', `State "${name}" is not reachable. at ${here.path}`);
  }
  if (!ends && Object.keys(states).length > 0) {
    place.problem("no state of this scope ends it; set 'End': true on a state, or add a Succeed or Fail state", 'MISSING_END_STATE', 'Workflow has no terminal state');
  }
}

function isEnd(state: Json): boolean {
  if (!isObject(state)) return true;
  if (state.End === true) return true;
  const type = stateType(state.Type);
  return type === undefined || type.terminal === true;
}

/** The names that a state leads to. */
function targetsOf(state: Json, place: Place): Target[] {
  if (!isObject(state)) return [];
  const found: Target[] = [];
  const add = (name: Json | undefined, at: Place): void => {
    if (typeof name === 'string') found.push({ name, place: at });
  };
  add(state.Next, place.member('Next'));
  add(state.Default, place.member('Default'));
  for (const list of ['Choices', 'Catch']) {
    const entries = state[list];
    if (!Array.isArray(entries)) continue;
    entries.forEach((entry: Json, index) => {
      if (isObject(entry)) add(entry.Next, place.member(list).element(index).member('Next'));
    });
  }
  return found;
}
