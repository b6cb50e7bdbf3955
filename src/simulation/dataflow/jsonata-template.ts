import type { Value } from './language';
import { isObject, Json, JsonObject } from '../../asl';
import { compileJsonata, extractExpression, nothingReturned, QueryEvaluationFailure } from '../../asl/jsonata';
import { FieldFailure } from '../engine/failure';
import type { Frame } from '../engine/frame';

/** Part of a template: `bindings` are what the expressions see. */
type Part = (frame: Frame, bindings: Record<string, unknown>) => Json;

/** `$states` followed by anything but the name of one of its other members. */
const MAY_NAME_CONTEXT = /\$states(?!\.(?:input|result|errorOutput)\b)/;

/** Compiles a template whose strings may be `{% expressions %}`; `field` is its name in the words of an error. */
export function compileJsonataTemplate(template: Json, field: string): Value {
  const part = compilePart(template, field);
  if (!part) return () => template;
  const withContext = MAY_NAME_CONTEXT.test(JSON.stringify(template));
  return (frame) => part(frame, frame.bindingsFor(withContext));
}

/** @returns undefined for what holds no expression */
function compilePart(template: Json, field: string): Part | undefined {
  if (typeof template === 'string') {
    const text = extractExpression(template);
    return text === undefined ? undefined : expression(text, field);
  }
  if (Array.isArray(template)) return list(template as readonly Json[], field);
  return isObject(template) ? object(template, field) : undefined;
}

function expression(text: string, field: string): Part {
  const compiled = compileJsonata(text);
  return (frame, bindings) => {
    let value: Json | undefined;
    try {
      value = compiled.evaluate(bindings, frame.execution.clock.services);
    } catch (error) {
      if (error instanceof QueryEvaluationFailure) throw new FieldFailure(field, error.causeIn(field));
      throw error;
    }
    if (value === undefined) throw new FieldFailure(field, nothingReturned(text, field));
    return value;
  };
}

function list(template: readonly Json[], field: string): Part | undefined {
  const parts = template.map((entry, index) => compilePart(entry, `${field}[${index}]`));
  if (parts.every((part) => part === undefined)) return undefined;
  return (frame, bindings) => template.map((entry, index) => (parts[index] ? parts[index]!(frame, bindings) : entry));
}

function object(template: JsonObject, field: string): Part | undefined {
  const entries = Object.entries(template).map(([key, entry]) => ({ key, entry, part: compilePart(entry, `${field}/${key}`) }));
  if (entries.every(({ part }) => part === undefined)) return undefined;
  return (frame, bindings) => {
    const made: Record<string, Json> = {};
    for (const { key, entry, part } of entries) {
      const value = part ? part(frame, bindings) : entry;
      if (key === '__proto__') Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
      else made[key] = value;
    }
    return made;
  };
}
