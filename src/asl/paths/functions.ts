import { isArray, isObject, Json } from '../json';

/** A function of a path: what it makes of the value that it is called on; `undefined` where it cannot. */
type PathFunction = (value: Json, args: readonly Json[]) => Json | undefined;

const numbers = (value: Json, args: readonly Json[]): number[] =>
  [...(isArray(value) ? value : []), ...args].flat().filter((each): each is number => typeof each === 'number');

const over = (make: (values: number[]) => number): PathFunction => (value, args) => {
  const values = numbers(value, args);
  return values.length === 0 ? undefined : make(values);
};

const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;

const length: PathFunction = (value) =>
  isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : undefined;

const at = (value: Json, index: number): Json | undefined => isArray(value) ? value[index < 0 ? value.length + index : index] : undefined;

const functions: Readonly<Record<string, PathFunction>> = {
  length,
  size: length,
  sum: over((values) => values.reduce((sum, each) => sum + each, 0)),
  min: over((values) => values.reduce((least, each) => Math.min(least, each))),
  max: over((values) => values.reduce((most, each) => Math.max(most, each))),
  avg: over(mean),
  stddev: over((values) => Math.sqrt(mean(values.map((each) => each * each)) - mean(values) ** 2)),
  keys: (value) => isObject(value) ? Object.keys(value) : undefined,
  concat: (value, args) => [...(isArray(value) ? value : []), ...args].flat()
    .filter((each) => typeof each === 'string' || typeof each === 'number').join(''),
  append: (value, args) => isArray(value) ? [...value, ...args] : undefined,
  first: (value) => at(value, 0),
  last: (value) => at(value, -1),
  index: (value, args) => typeof args[0] === 'number' ? at(value, args[0]) : undefined,
};

/** Whether there is a path function of this name. */
export function isFunctionName(name: string): boolean {
  return Object.prototype.hasOwnProperty.call(functions, name);
}

/** The names of all path functions. */
export const pathFunctionNames: readonly string[] = Object.keys(functions);

/** Calls the path function of this name. */
export function callFunction(name: string, value: Json, args: readonly Json[]): Json | undefined {
  return functions[name](value, args);
}
