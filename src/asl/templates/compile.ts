import { runtimeFailure, SyntaxProblem } from '../failures';
import { compileIntrinsic, isIntrinsic } from '../intrinsics/compile';
import { isArray, isObject, Json, JsonObject } from '../json';
import { jsonText } from '../json-text';
import { compilePath } from '../paths/path';
import { EvaluationScope } from '../scope';
import { objectMaker } from './object-maker';

/** A compiled template: makes its value anew each time, save for the parts in which nothing changes. */
export type CompiledTemplate = (scope: EvaluationScope) => Json;

/**
 * Compiles a JSONPath payload template: a key that ends with `.$` takes its value from a path or an intrinsic
 * function, at any depth.
 *
 * @throws SyntaxProblem where such a value is neither
 */
export function compileTemplate(template: Json): CompiledTemplate {
  return compilePart(template) ?? (() => template);
}

/**
 * Compiles a text that is a path or an intrinsic function.
 *
 * @param field the name of the field for the message where nothing stands there, `name.$` for a template's
 * @throws SyntaxProblem where it is neither
 */
export function compileValue(text: string, field: string): CompiledTemplate {
  if (isIntrinsic(text)) return compileIntrinsic(text);
  const path = compilePath(text);
  const { find } = path;
  return (scope) => {
    const value = find(scope);
    if (value === undefined) throw notFound(text, field, path.root === 'context' ? scope.context : scope.data);
    return value;
  };
}

/** The failure of a path where nothing stands. */
export function notFound(path: string, field: string, data: Json): Error {
  return runtimeFailure(`The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${jsonText(data)}'`);
}

/** @returns undefined for what never changes */
function compilePart(template: Json): CompiledTemplate | undefined {
  if (isArray(template)) return compileArray(template);
  if (isObject(template)) return compileObject(template);
  return undefined;
}

function compileArray(template: readonly Json[]): CompiledTemplate | undefined {
  const parts = template.map(compilePart);
  if (parts.every((part) => part === undefined)) return undefined;
  return (scope) => template.map((fixed, index) => parts[index] ? parts[index](scope) : fixed);
}

function compileObject(template: JsonObject): CompiledTemplate | undefined {
  const keys = Object.keys(template);
  const names = keys.map((key) => key.endsWith('.$') ? key.slice(0, -2) : key);
  const parts = keys.map((key) => {
    if (!key.endsWith('.$')) return compilePart(template[key]);
    const value = template[key];
    if (typeof value !== 'string') throw new SyntaxProblem(`the field '${key}' must be a path or an intrinsic function`);
    return compileValue(value, key);
  });
  if (parts.every((part) => part === undefined)) return undefined;
  const getters = parts.map((part, index): CompiledTemplate => {
    const fixed = template[keys[index]];
    return part ?? (() => fixed);
  });
  return objectMaker(names, getters);
}
