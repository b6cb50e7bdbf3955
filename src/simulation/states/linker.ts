import { CompiledState } from './compiled-state';
import { DefinitionError } from '../../asl';
import type { Scope, State } from '../../asl';

/** A scope whose states are ready to run. */
export interface CompiledScope {
  readonly startAt: CompiledState;
  readonly states: ReadonlyMap<string, CompiledState>;
}

/** What a state's compiler may ask for. */
export interface Linker {
  /** Hands the state of that name over, once all states of the scope are compiled; an end of the scope is undefined. */
  link(name: string | undefined, use: (state: CompiledState | undefined) => void): void;
  /** Compiles a scope inside the state: a branch or a processor. */
  scope(scope: Scope): CompiledScope;
}

/** Makes a state of one type ready to run. */
export type StateCompiler = (state: never, linker: Linker) => CompiledState;

/** Compiles all states of a scope, and links them. */
export function compileScope(scope: Scope, compilers: Readonly<Record<string, StateCompiler>>): CompiledScope {
  const states = new Map<string, CompiledState>();
  const links: Array<() => void> = [];
  const linker: Linker = {
    link: (name, use) => links.push(() => use(name === undefined ? undefined : states.get(name))),
    scope: (inner) => compileScope(inner, compilers),
  };
  for (const state of Object.values(scope.states) as State[]) {
    states.set(state.name, compilers[state.type](state as never, linker));
  }
  links.forEach((link) => link());
  const startAt = states.get(scope.startAt);
  if (!startAt) throw new DefinitionError([{ code: 'MISSING_TRANSITION_TARGET', path: '/StartAt', reason: `'${scope.startAt}' is no state of the scope` }]);
  return { startAt, states };
}
