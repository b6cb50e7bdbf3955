import { runtimeFailure, SyntaxProblem } from '../failures';
import { isArray, isObject, Json, JsonObject } from '../json';
import { EvaluationScope } from '../scope';
import { evaluateSteps, isDefinite } from './evaluate';
import { explainMiss } from './explain';
import { parseSteps, Step } from './syntax';

/** What a path starts from: `$`, `$$`, or `$name`. */
export type PathRoot = 'input' | 'context' | { readonly variable: string };

/** A compiled path. */
export interface JsonPath {
  /** The path as it is written. */
  readonly text: string;
  readonly root: PathRoot;
  readonly steps: readonly Step[];
  /** Whether it leads to one place at most; else its value is the list of all that was found. */
  readonly definite: boolean;
  /** What stands there, or `undefined` where nothing does. */
  find(scope: EvaluationScope): Json | undefined;
  /** The same, from a value that stands for the root. */
  findIn(value: Json): Json | undefined;
  /** Why nothing stands there, as AWS words it. */
  explain(scope: EvaluationScope): string;
  /**
   * What stands there.
   *
   * @throws EvaluationFailure `States.Runtime` where nothing does
   */
  read(scope: EvaluationScope): Json;
}

const cache = new Map<string, JsonPath>();
const MOST_CACHED = 10_000;

/**
 * Compiles a path; the same text is compiled once.
 *
 * @throws SyntaxProblem where the text is no path
 */
export function compilePath(text: string): JsonPath {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const path = makePath(text);
  if (cache.size >= MOST_CACHED) cache.clear();
  cache.set(text, path);
  return path;
}

/** What begins a path: the input, the context object or a variable. */
const ROOT = /^\$(?:\$|([\p{ID_Start}_][\p{ID_Continue}\u200c\u200d]*))?/u;

function makePath(written: string): JsonPath {
  const text = written.trim();
  const start = ROOT.exec(text);
  if (start === null) throw new SyntaxProblem(`a path begins with '$', got '${text}'`);
  const root: PathRoot = start[0] === '$' ? 'input' : start[0] === '$$' ? 'context' : { variable: start[1] };
  const steps = parseSteps(text, start[0].length);
  const findIn = finder(steps);
  const rootOf = rootReader(root);
  return {
    text,
    root,
    steps,
    definite: isDefinite(steps),
    findIn,
    find: bind(root, findIn),
    explain(scope) {
      const value = rootOf(scope);
      return value === undefined ? `The variable '${text.slice(0, start[0].length)}' is not set` : explainMiss(steps, value);
    },
    read(scope) {
      const value = this.find(scope);
      if (value === undefined) throw runtimeFailure(`Invalid path '${text}' : ${this.explain(scope)}`);
      return value;
    },
  };
}

function rootReader(root: PathRoot): (scope: EvaluationScope) => Json | undefined {
  if (root === 'input') return (scope) => scope.data;
  if (root === 'context') return (scope) => scope.context;
  const { variable } = root;
  return (scope) => scope.variable(variable);
}

function bind(root: PathRoot, findIn: (value: Json) => Json | undefined): (scope: EvaluationScope) => Json | undefined {
  if (root === 'input') return (scope) => findIn(scope.data);
  if (root === 'context') return (scope) => findIn(scope.context);
  const { variable } = root;
  return (scope) => {
    const value = scope.variable(variable);
    return value === undefined ? undefined : findIn(value);
  };
}

function finder(steps: readonly Step[]): (value: Json) => Json | undefined {
  if (steps.length === 0) return (value) => value;
  if (!steps.every((step) => step.kind === 'property' || step.kind === 'index')) return (value) => evaluateSteps(steps, value, value);
  const getters = steps.map((step) => step.kind === 'property' ? propertyGetter(step.key) : indexGetter((step as { index: number }).index));
  const [first, second, third] = getters;
  if (getters.length === 1) return first;
  if (getters.length === 2) return (value) => second(first(value));
  if (getters.length === 3) return (value) => third(second(first(value)));
  return (value) => {
    let current: Json | undefined = value;
    for (const getter of getters) current = getter(current);
    return current;
  };
}

type Getter = (value: Json | undefined) => Json | undefined;

function propertyGetter(key: string): Getter {
  if (key in Object.prototype) {
    return (value) => isObject(value) && Object.prototype.hasOwnProperty.call(value, key) ? value[key] : undefined;
  }
  return (value) => typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject)[key] : undefined;
}

function indexGetter(index: number): Getter {
  if (index < 0) return (value) => isArray(value) ? value[value.length + index] : undefined;
  return (value) => isArray(value) ? value[index] : undefined;
}
