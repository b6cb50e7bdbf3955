import { EvaluationFailure, runtimeFailure } from '../failures';
import { Json } from '../json';
import { jsonText } from '../json-text';
import { Intrinsic, IntrinsicProblem } from './intrinsic';
import { intrinsics } from './registry';
import { didYouMean } from '../did-you-mean';
import { compilePath } from '../paths/path';
import { Reader } from '../paths/reader';
import { EvaluationScope } from '../scope';

/** A compiled intrinsic function with its arguments. */
export type CompiledIntrinsic = (scope: EvaluationScope) => Json;

/** Functions nest at most this deep. @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
export const DEEPEST_NESTING = 10;

/** Whether the text is meant as an intrinsic function. */
export function isIntrinsic(text: string): boolean {
  return text.startsWith('States.');
}

/**
 * Compiles an intrinsic function: `States.Format('order {}', $.id)`.
 *
 * @throws SyntaxProblem where the text is no such function, its name is unknown, or it has too few or too many arguments
 */
export function compileIntrinsic(text: string): CompiledIntrinsic {
  const reader = new Reader(text);
  reader.skipSpace();
  const compiled = readCall(reader, 0);
  reader.skipSpace();
  if (!reader.done) throw reader.problem(`unexpected '${reader.peek()}'`);
  return compiled;
}

function readCall(reader: Reader, depth: number): CompiledIntrinsic {
  if (depth >= DEEPEST_NESTING) throw reader.problem(`intrinsic functions nest at most ${DEEPEST_NESTING} levels deep`);
  const start = reader.position;
  const name = reader.takeWhile((char) => /[\w.]/.test(char));
  const intrinsic = intrinsics.get(name);
  if (intrinsic === undefined) throw reader.problem(`there is no intrinsic function '${name}'${didYouMean(name, [...intrinsics.keys()])}`);
  reader.skipSpace();
  reader.expect('(');
  const args: CompiledIntrinsic[] = [];
  reader.skipSpace();
  while (!reader.take(')')) {
    if (args.length > 0) reader.expect(',');
    reader.skipSpace();
    args.push(readArgument(reader, depth, intrinsic.name === 'States.Format' && args.length === 0));
    reader.skipSpace();
  }
  const [least, most] = intrinsic.arguments;
  if (args.length < least || args.length > most) {
    throw reader.problem(`${name} takes ${least === most ? least : most === Infinity ? `${least} or more` : `${least} to ${most}`} arguments, got ${args.length}`);
  }
  return call(intrinsic, args, reader.text.slice(start, reader.position));
}

function call(intrinsic: Intrinsic, args: readonly CompiledIntrinsic[], text: string): CompiledIntrinsic {
  return (scope) => {
    const values = args.map((arg) => arg(scope));
    try {
      return intrinsic.call(values, scope.services);
    } catch (error) {
      if (error instanceof IntrinsicProblem) throw failure(text, error.message);
      if (error instanceof RangeError) throw failure(text, 'the data is nested too deep');
      throw error;
    }
  };
}

function failure(text: string, reason: string): EvaluationFailure {
  return new EvaluationFailure('States.IntrinsicFailure', `The function '${text}' had the following error: ${reason}`);
}

/** @param keepEscapes whether `\{` stays as it is: the template of a Format tells it from `{` */
function readArgument(reader: Reader, depth: number, keepEscapes: boolean): CompiledIntrinsic {
  const next = reader.peek();
  if (next === '$') return readPath(reader);
  if (next === "'") {
    const value = readText(reader, keepEscapes);
    return () => value;
  }
  if (reader.text.startsWith('States.', reader.position)) return readCall(reader, depth + 1);
  const value = reader.literal();
  return () => value;
}

/** A path goes to the comma or parenthesis that is not inside of its brackets, parentheses or quotes. */
function readPath(reader: Reader): CompiledIntrinsic {
  let depth = 0;
  let quote = '';
  const start = reader.position;
  for (; !reader.done; reader.position++) {
    const char = reader.peek();
    if (quote !== '') {
      if (char === '\\') reader.position++;
      else if (char === quote) quote = '';
    } else if (char === "'" || char === '"') {
      quote = char;
    } else if (char === '[' || char === '(') {
      depth++;
    } else if (depth > 0 && (char === ']' || char === ')')) {
      depth--;
    } else if (depth === 0 && (char === ',' || char === ')')) {
      break;
    }
  }
  const path = compilePath(reader.text.slice(start, reader.position).trim());
  return (scope) => {
    const value = path.find(scope);
    if (value === undefined) {
      throw runtimeFailure(`The JsonPath argument for the field '${path.text}' could not be found in the input '${jsonText(scope.data)}'`);
    }
    return value;
  };
}

function readText(reader: Reader, keepEscapes: boolean): string {
  reader.expect("'");
  let text = '';
  for (;;) {
    if (reader.done) throw reader.problem("the closing ' is missing");
    const char = reader.peek();
    reader.position++;
    if (char === "'") return text;
    if (char !== '\\' || reader.done) {
      text += char;
      continue;
    }
    const escaped = reader.peek();
    reader.position++;
    if (escaped === "'" || (!keepEscapes && (escaped === '{' || escaped === '}' || escaped === '\\'))) text += escaped;
    else text += char + escaped;
  }
}

