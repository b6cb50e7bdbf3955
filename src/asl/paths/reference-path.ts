import { EvaluationFailure, SyntaxProblem } from '../failures';
import { copyOf, has, isArray, isObject, Json, put } from '../json';
import { jsonText } from '../json-text';
import { compilePath } from './path';

/** A compiled path to one place, into which a value can be put. */
export interface ReferencePath {
  readonly text: string;
  /** The names and indexes that lead there from the root. */
  readonly keys: ReadonlyArray<string | number>;
  /**
   * A copy of `input` with `value` at the place; what lies between is made where it is missing. The
   * parts that the path does not touch are shared with the input.
   *
   * @throws EvaluationFailure `States.ResultPathMatchFailure` where the input has no room for the place
   */
  put(input: Json, value: Json): Json;
}

/**
 * Compiles the path of a place in the input: names and indexes alone.
 *
 * @throws SyntaxProblem where the text is no such path
 * @see https://states-language.net/spec.html#ref-paths
 */
export function compileReferencePath(text: string): ReferencePath {
  const path = compilePath(text);
  if (path.root !== 'input') throw new SyntaxProblem(`the path of a place begins with '$.' or is '$', got '${text}'`);
  const keys = path.steps.map((step) => {
    if (step.kind === 'property') return step.key;
    if (step.kind === 'index' && step.index >= 0) return step.index;
    throw new SyntaxProblem(`the path of a place has names and indexes alone, got '${text}'`);
  });
  return { text, keys, put: (input, value) => replace(input, keys, value, text) };
}

function replace(input: Json, keys: ReadonlyArray<string | number>, value: Json, text: string): Json {
  if (keys.length === 0) return value;
  const misfit = (): Error => new EvaluationFailure('States.ResultPathMatchFailure', `Unable to apply ReferencePath ${text} to input ${jsonText(input)}`);
  // the copies on the way down are kept, so that no depth exhausts the stack
  const root = copyAt(input, keys[0], misfit);
  let parent = root;
  for (let index = 0; index < keys.length - 1; index++) {
    const next = copyAt(read(parent, keys[index]), keys[index + 1], misfit);
    write(parent, keys[index], next);
    parent = next;
  }
  write(parent, keys[keys.length - 1], value);
  return root;
}

type Container = Record<string, Json> | Json[];

function copyAt(value: Json | undefined, key: string | number, misfit: () => Error): Container {
  if (typeof key === 'number') {
    if (isArray(value) && key < value.length) return [...value];
    throw misfit();
  }
  if (value === undefined || value === null) return {};
  if (isObject(value)) return copyOf(value);
  throw misfit();
}

function read(container: Container, key: string | number): Json | undefined {
  if (Array.isArray(container)) return container[key as number];
  return has(container, key as string) ? container[key as string] : undefined;
}

function write(container: Container, key: string | number, value: Json): void {
  if (Array.isArray(container)) container[key as number] = value;
  else put(container, key as string, value);
}
