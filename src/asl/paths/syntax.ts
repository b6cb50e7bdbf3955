import { SyntaxProblem } from '../failures';
import { FilterTest, parseFilter } from './filter-syntax';
import { isFunctionName } from './functions';
import { Reader } from './reader';

/** One step of a path. */
export type Step =
  | { readonly kind: 'property'; readonly key: string }
  | { readonly kind: 'properties'; readonly keys: readonly string[] }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'indices'; readonly list: readonly number[] }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'deep' }
  | { readonly kind: 'filter'; readonly test: FilterTest }
  | { readonly kind: 'function'; readonly name: string; readonly args: readonly FunctionArgument[] };

/** An argument of a path function: a value, or a path from the root. */
export type FunctionArgument = { readonly value: string | number | boolean | null } | { readonly path: readonly Step[] };

/** More steps than this are refused: no data that AWS carries is that deep. */
export const MOST_STEPS = 1_000;

/** Reads the steps of a path from after its root to the end of the text. */
export function parseSteps(text: string, start: number): readonly Step[] {
  const reader = new Reader(text, start);
  const steps = readSteps(reader);
  if (!reader.done) throw reader.problem(`unexpected '${reader.peek()}'`);
  return steps;
}

/** Reads steps until something else comes. */
export function readSteps(reader: Reader): Step[] {
  const steps: Step[] = [];
  while (!reader.done && (reader.peek() === '.' || reader.peek() === '[')) {
    if (steps.length >= MOST_STEPS) throw new SyntaxProblem(`the path has more than ${MOST_STEPS} steps`);
    if (reader.take('..')) {
      steps.push({ kind: 'deep' });
      if (reader.done) throw reader.problem("a path cannot end with '..'");
      steps.push(reader.peek() === '[' ? readBracket(reader) : readName(reader));
    } else if (reader.take('.')) {
      if (reader.done) throw reader.problem("a path cannot end with '.'");
      steps.push(reader.peek() === '[' ? readBracket(reader) : readName(reader));
    } else {
      steps.push(readBracket(reader));
    }
  }
  return steps;
}

function readName(reader: Reader): Step {
  if (reader.take('*')) return { kind: 'wildcard' };
  const name = reader.takeWhile((char) => !ENDS_NAME.has(char), true);
  if (name === '') throw reader.problem('a name is missing');
  if (reader.peek() === '(') return readFunction(name, reader);
  return { kind: 'property', key: name };
}

const ENDS_NAME = new Set(['.', '[', ']', '(', ')', ' ', '\t', '\n', '\r', ',', "'", '"', '=', '!', '<', '>', '&', '|', '~']);

function readFunction(name: string, reader: Reader): Step {
  if (!isFunctionName(name)) throw reader.problem(`there is no path function '${name}'`);
  reader.expect('(');
  const args: FunctionArgument[] = [];
  reader.skipSpace();
  while (!reader.take(')')) {
    if (args.length > 0) reader.expect(',');
    reader.skipSpace();
    args.push(readArgument(reader));
    reader.skipSpace();
  }
  return { kind: 'function', name, args };
}

function readArgument(reader: Reader): FunctionArgument {
  if (reader.take('$')) return { path: readSteps(reader) };
  return { value: reader.literal() };
}

function readBracket(reader: Reader): Step {
  reader.expect('[');
  reader.skipSpace();
  const next = reader.peek();
  let step: Step;
  if (reader.take('*')) step = { kind: 'wildcard' };
  else if (next === "'" || next === '"') step = readKeys(reader);
  else if (next === '?') step = { kind: 'filter', test: parseFilter(reader) };
  else step = readNumbers(reader);
  reader.skipSpace();
  reader.expect(']');
  return step;
}

function readKeys(reader: Reader): Step {
  const keys = [reader.quoted()];
  reader.skipSpace();
  while (reader.take(',')) {
    reader.skipSpace();
    keys.push(reader.quoted());
    reader.skipSpace();
  }
  return keys.length === 1 ? { kind: 'property', key: keys[0] } : { kind: 'properties', keys };
}

function readNumbers(reader: Reader): Step {
  const text = reader.takeWhile((char) => char !== ']');
  const parts = text.replace(/\s/g, '');
  if (/^-?\d+$/.test(parts)) return { kind: 'index', index: Number(parts) };
  if (/^-?\d+(,-?\d+)+$/.test(parts)) return { kind: 'indices', list: parts.split(',').map(Number) };
  const slice = /^(-?\d*):(-?\d*)(?::-?\d*)?$/.exec(parts);
  if (slice === null || slice[1] === '-' || slice[2] === '-' || parts === ':') {
    throw reader.problem(`'[${text}]' is neither an index, a slice, a quoted name, a filter nor '*'`);
  }
  return {
    kind: 'slice',
    ...(slice[1] === '' ? {} : { from: Number(slice[1]) }),
    ...(slice[2] === '' ? {} : { to: Number(slice[2]) }),
  };
}
