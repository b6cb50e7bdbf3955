import { Definition, Scope, State } from './model';

/** Where a state stands. */
export interface StatePlace {
  /** The states beside it. */
  readonly scope: Scope;
  /** The Parallel or Map state that the scope belongs to; absent at the top. */
  readonly parent?: State;
  /** The path into the definition: `/States/Fan/Branches[0]/States/Charge`. */
  readonly path: string;
}

/** The scopes inside a state, with the path of each from the state: a Parallel's branches, a Map's processor. */
export function innerScopes(state: State): ReadonlyArray<{ readonly scope: Scope; readonly path: string }> {
  if ('branches' in state) return state.branches.map((scope, index) => ({ scope, path: `Branches[${index}]` }));
  if ('itemProcessor' in state) return [{ scope: state.itemProcessor, path: state.processorField }];
  return [];
}

/**
 * Visits every state of a definition in the order in which they are written, each before those
 * inside it (the branches of a Parallel, the processor of a Map).
 */
export function walkStates(definition: Scope, visit: (state: State, scope: Scope, place: StatePlace) => void): void {
  walkScope(definition, '', undefined, visit);
}

/** All states of a definition, as `walkStates` visits them. */
export function allStates(definition: Definition): readonly State[] {
  const found: State[] = [];
  walkStates(definition, (state) => { found.push(state); });
  return found;
}

function walkScope(scope: Scope, path: string, parent: State | undefined, visit: Parameters<typeof walkStates>[1]): void {
  for (const [name, state] of Object.entries(scope.states)) {
    const here = `${path}/States/${name}`;
    visit(state, scope, { scope, parent, path: here });
    for (const inner of innerScopes(state)) walkScope(inner.scope, `${here}/${inner.path}`, state, visit);
  }
}
