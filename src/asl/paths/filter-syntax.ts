import { Json } from '../json';
import { evaluateSteps } from './evaluate';
import { comparison, comparisonNames } from './filter-operators';
import { Reader } from './reader';
import { readSteps, Step } from './syntax';

/** Whether an item passes a filter. */
export type FilterTest = (item: Json, root: Json) => boolean;

/** A side of a comparison: its value, `undefined` where there is none. */
type Operand = (item: Json, root: Json) => Json | undefined;

/** Parentheses and negations nest at most this deep. */
const DEEPEST = 100;

/** Reads a filter, `?( … )`. */
export function parseFilter(reader: Reader): FilterTest {
  reader.expect('?');
  reader.skipSpace();
  if (reader.peek() !== '(') throw reader.problem("a filter is written '[?( … )]'");
  return readPrimary(reader, 0);
}

function readOr(reader: Reader, depth: number): FilterTest {
  const tests = [readAnd(reader, depth)];
  for (reader.skipSpace(); reader.take('||'); reader.skipSpace()) tests.push(readAnd(reader, depth));
  return tests.length === 1 ? tests[0] : (item, root) => tests.some((test) => test(item, root));
}

function readAnd(reader: Reader, depth: number): FilterTest {
  const tests = [readPrimary(reader, depth)];
  for (reader.skipSpace(); reader.take('&&'); reader.skipSpace()) tests.push(readPrimary(reader, depth));
  return tests.length === 1 ? tests[0] : (item, root) => tests.every((test) => test(item, root));
}

function readPrimary(reader: Reader, depth: number): FilterTest {
  if (depth > DEEPEST) throw reader.problem(`a filter nests at most ${DEEPEST} levels deep`);
  reader.skipSpace();
  if (reader.peek() === '!' && reader.peek(1) !== '=') {
    reader.expect('!');
    const test = readPrimary(reader, depth + 1);
    return (item, root) => !test(item, root);
  }
  if (reader.take('(')) {
    const test = readOr(reader, depth + 1);
    reader.skipSpace();
    reader.expect(')');
    return test;
  }
  return readComparison(reader);
}

function readComparison(reader: Reader): FilterTest {
  const left = readOperand(reader);
  reader.skipSpace();
  const name = comparisonNames.find((each) => reader.text.startsWith(each, reader.position) && endsWord(reader, each));
  if (name === undefined) {
    if (left.pattern !== undefined) throw reader.problem('a pattern needs something to compare with');
    return (item, root) => left.value(item, root) !== undefined && (left.path || left.value(item, root) === true);
  }
  reader.expect(name);
  reader.skipSpace();
  const right = readOperand(reader);
  const compare = comparison(name);
  const pattern = right.pattern ?? left.pattern;
  return (item, root) => compare(left.value(item, root), right.value(item, root), pattern);
}

function endsWord(reader: Reader, name: string): boolean {
  return !/\w/.test(name[0]) || !/\w/.test(reader.text.charAt(reader.position + name.length));
}

function readOperand(reader: Reader): { value: Operand; path: boolean; pattern?: RegExp } {
  reader.skipSpace();
  const next = reader.peek();
  if (reader.take('@')) return { value: pathOperand(readSteps(reader), false), path: true };
  if (reader.take('$')) return { value: pathOperand(readSteps(reader), true), path: true };
  if (next === '/') return { value: () => undefined, path: false, pattern: readPattern(reader) };
  const value = next === '[' || next === '{' ? readJson(reader) : readWord(reader);
  return { value: () => value, path: false };
}

function pathOperand(steps: readonly Step[], fromRoot: boolean): Operand {
  return (item, root) => evaluateSteps(steps, fromRoot ? root : item, root);
}

/** A value; a bare word stands for itself, which deployment tools that take quotes away leave behind. */
function readWord(reader: Reader): Json {
  const start = reader.position;
  try {
    return reader.literal();
  } catch (error) {
    reader.position = start;
    const word = reader.takeWhile((char) => /[\w-]/.test(char));
    if (!/^[A-Za-z_]/.test(word)) throw error;
    return word;
  }
}

function readPattern(reader: Reader): RegExp {
  reader.expect('/');
  let source = '';
  for (;;) {
    if (reader.done) throw reader.problem("the closing '/' of the pattern is missing");
    const char = reader.peek();
    reader.position++;
    if (char === '/') break;
    if (char === '\\' && !reader.done) {
      source += char + reader.peek();
      reader.position++;
    } else {
      source += char;
    }
  }
  const flags = reader.takeWhile((char) => /[a-zA-Z]/.test(char)).replace(/[^ims]/g, '');
  try {
    return new RegExp(`^(?:${source})$`, flags);
  } catch {
    throw reader.problem(`'/${source}/' is no pattern`);
  }
}

function readJson(reader: Reader): Json {
  const start = reader.position;
  let depth = 0;
  let quote: string | undefined;
  let json = '';
  while (!reader.done) {
    const char = reader.peek();
    reader.position++;
    if (quote !== undefined) {
      if (char === '\\') {
        json += char + reader.peek();
        reader.position++;
        continue;
      }
      json += char === quote ? '"' : char === '"' ? '\\"' : char;
      if (char === quote) quote = undefined;
      continue;
    }
    json += char === "'" ? '"' : char;
    if (char === "'" || char === '"') quote = char;
    else if (char === '[' || char === '{') depth++;
    else if ((char === ']' || char === '}') && --depth === 0) break;
  }
  try {
    return JSON.parse(json) as Json;
  } catch {
    reader.position = start;
    throw reader.problem('the JSON value is malformed');
  }
}
