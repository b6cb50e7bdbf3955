import { StateTypeName } from '../model';
import { StateType } from './state-type';

const types = new Map<string, StateType>();

/** Makes a type of state known. States hold states, so the reader finds their types here instead of importing them. */
export function registerStateType(type: StateType): void {
  types.set(type.type, type);
}

/** The type of state of this name, or `undefined` where there is none. */
export function stateType(name: unknown): StateType | undefined {
  return typeof name === 'string' ? types.get(name) : undefined;
}

/** The names of all types of state. */
export function stateTypeNames(): readonly StateTypeName[] {
  return [...types.values()].map((type) => type.type);
}
