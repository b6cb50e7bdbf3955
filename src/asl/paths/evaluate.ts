import { has, isArray, isObject, Json, put } from '../json';
import { callFunction } from './functions';
import type { Step } from './syntax';

/** Whether the step leads to one place at most. */
export function isDefiniteStep(step: Step, last: boolean): boolean {
  return step.kind === 'property' || step.kind === 'index' || step.kind === 'function' || (step.kind === 'properties' && last);
}

/** Whether the path leads to one place at most: its value is then that place's, else a list of all that was found. */
export function isDefinite(steps: readonly Step[]): boolean {
  return endsInScanned(steps) || steps.every((step, index) => isDefiniteStep(step, index === steps.length - 1));
}

/** What stands at the path, or `undefined` where nothing does. */
export function evaluateSteps(steps: readonly Step[], start: Json, root: Json): Json | undefined {
  if (endsInScanned(steps)) {
    const found = evaluateSteps(steps.slice(0, -1), start, root);
    return found === undefined ? undefined : call(steps[steps.length - 1] as Extract<Step, { kind: 'function' }>, found, root);
  }
  let value: Json = start;
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index];
    if (!isDefiniteStep(step, index === steps.length - 1)) {
      return spread(steps, index, value, root);
    }
    const next = follow(step, value, root);
    // a path that may lead to many places gives an empty list where its beginning leads to none
    if (next === undefined) return isDefinite(steps) ? undefined : [];
    value = next;
  }
  return value;
}

/** `$..price.max()` takes the list of what was found, where `$.a[*].length()` is asked of each. */
function endsInScanned(steps: readonly Step[]): boolean {
  return steps.length > 0 && steps[steps.length - 1].kind === 'function' && steps.some((step) => step.kind === 'deep');
}

function spread(steps: readonly Step[], from: number, value: Json, root: Json): Json[] {
  let found: Json[] = [value];
  for (let index = from; index < steps.length; index++) {
    const step = steps[index];
    const last = index === steps.length - 1;
    const next: Json[] = [];
    for (const each of found) {
      if (isDefiniteStep(step, last)) {
        const one = follow(step, each, root);
        if (one !== undefined) next.push(one);
      } else {
        expand(step, each, root, next);
      }
    }
    found = next;
  }
  return found;
}

function follow(step: Step, value: Json, root: Json): Json | undefined {
  if (step.kind === 'property') return isObject(value) && has(value, step.key) ? value[step.key] : undefined;
  if (step.kind === 'index') return isArray(value) ? value[step.index < 0 ? value.length + step.index : step.index] : undefined;
  if (step.kind === 'function') return call(step, value, root);
  if (step.kind !== 'properties' || !isObject(value)) return undefined;
  const picked: Record<string, Json> = {};
  for (const key of step.keys) if (has(value, key)) put(picked, key, value[key]);
  return picked;
}

function call(step: Extract<Step, { kind: 'function' }>, value: Json, root: Json): Json | undefined {
  const args: Json[] = [];
  for (const arg of step.args) {
    const given = 'path' in arg ? evaluateSteps(arg.path, root, root) : arg.value;
    if (given !== undefined) args.push(given);
  }
  return callFunction(step.name, value, args);
}

type Expansion<K extends Step['kind']> = (step: Extract<Step, { kind: K }>, value: Json, root: Json, out: Json[]) => void;

const expansions: { readonly [K in 'wildcard' | 'deep' | 'slice' | 'indices' | 'properties' | 'filter']: Expansion<K> } = {
  wildcard(_step, value, _root, out) {
    if (isArray(value)) for (const each of value) out.push(each);
    else if (isObject(value)) for (const each of Object.values(value)) out.push(each);
  },
  deep(_step, value, _root, out) {
    const stack: Json[] = [value];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (typeof node !== 'object' || node === null) continue;
      out.push(node);
      const children: readonly Json[] = isArray(node) ? node : Object.values(node as object) as Json[];
      for (let index = children.length - 1; index >= 0; index--) stack.push(children[index]);
    }
  },
  slice(step, value, _root, out) {
    if (!isArray(value)) return;
    const from = step.from === undefined ? 0 : step.from < 0 ? Math.max(0, value.length + step.from) : step.from;
    const to = step.to === undefined ? value.length : step.to < 0 ? value.length + step.to : Math.min(value.length, step.to);
    for (let index = from; index < to; index++) out.push(value[index]);
  },
  indices(step, value, _root, out) {
    if (!isArray(value)) return;
    for (const each of step.list) {
      const item = value[each < 0 ? value.length + each : each];
      if (item !== undefined) out.push(item);
    }
  },
  properties(step, value, _root, out) {
    if (!isObject(value)) return;
    for (const key of step.keys) if (has(value, key)) out.push(value[key]);
  },
  filter(step, value, root, out) {
    if (isArray(value)) {
      for (const each of value) if (step.test(each, root)) out.push(each);
    } else if (isObject(value) && step.test(value, root)) {
      out.push(value);
    }
  },
};

function expand(step: Step, value: Json, root: Json, out: Json[]): void {
  (expansions as unknown as Record<string, Expansion<never>>)[step.kind](step as never, value, root, out);
}
