import { compilePath, compileTemplate } from './language';
import type { Json, NumberOrText, State } from '../../asl';
import { FieldFailure, RuntimeFailure } from '../engine/failure';
import type { Frame } from '../engine/frame';
import { stringify } from '../engine/payload';

/** A time limit in seconds. */
export type Seconds = (frame: Frame) => number;

/** Compiles a limit that is a number, a JSONata expression, or a path to a number. */
export function compileSeconds(state: Pick<State, 'queryLanguage' | 'name'>, field: string, literal: NumberOrText | undefined, path: string | undefined): Seconds | undefined {
  if (typeof literal === 'number') return () => literal;
  if (path !== undefined) {
    const value = compilePath(path);
    return (frame) => positive(value(frame), (got) => new RuntimeFailure(`The ${field}Path parameter does not reference a positive integer: ${path} == ${stringify(got)}`));
  }
  if (literal === undefined) return undefined;
  if (state.queryLanguage !== 'JSONata') {
    throw new Error(`state '${state.name}': ${field}: got '${literal}'; give a number of seconds: a substitution has to be resolved before the workflow runs`);
  }
  const value = compileTemplate(literal, 'JSONata', field);
  return (frame) => positive(value(frame), (got) => new FieldFailure(field, `The value returned for the field '${field}' must be a positive integer, but was: ${stringify(got)}`));
}

function positive(value: Json, refuse: (got: Json) => Error): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value <= 0) throw refuse(value);
  return value;
}
