import { Json, JsonObject } from './json';

const EXPRESSION = /^\{%([\s\S]*)%\}$/;

/** `text` as a JSONata state field. */
export function expression(text: string): string {
  return `{% ${text} %}`;
}

export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && EXPRESSION.test(value);
}

/** The JSONata of an expression in `{% %}`. */
export function expressionText(value: string): string {
  return EXPRESSION.exec(value)?.[1].trim() ?? value;
}

/** A JSONata string literal. */
export function quoted(text: string): string {
  return /^[^'\\\u0000-\u001f]*$/.test(text) ? `'${text}'` : JSON.stringify(text);
}

/** The expression that reads member `key` of `object`. */
export function member(object: string, key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `${object}.${key}` : `$lookup(${object}, ${quoted(key)})`;
}

/** A JSON value that may hold expressions, as one expression. Arrays with expressions in them have none: see `hasExpressionInArray`. */
export function toExpression(value: Json): string {
  if (typeof value === 'string') {
    const inner = EXPRESSION.exec(value);
    return inner ? `(${inner[1].trim()})` : quoted(value);
  }
  if (Array.isArray(value)) return `[${value.map(toExpression).join(', ')}]`;
  if (isObject(value)) return objectOf(value, (one) => toExpression(one ?? null));
  return JSON.stringify(value);
}

/** A JSONata object constructor. */
export function objectOf<T>(members: { readonly [key: string]: T }, render: (value: T) => string): string {
  return `{${Object.entries(members).map(([key, value]) => `${quoted(key)}: ${render(value)}`).join(', ')}}`;
}

/** Whether an array holds an expression: JSONata would flatten what it gives, so it has to be one expression as a whole. */
export function hasExpressionInArray(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some((item) => holdsExpression(item));
  return isObject(value) && Object.values(value).some(hasExpressionInArray);
}

export function holdsExpression(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(holdsExpression);
  return isObject(value) ? Object.values(value).some(holdsExpression) : isExpression(value);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Error and cause of a catcher as `{ error, cause }`, both text: an error without a cause has null there. */
export const FAILURE = "{'error': $type($states.errorOutput.Error) = 'string' ? $states.errorOutput.Error : 'States.TaskFailed', "
  + "'cause': $type($states.errorOutput.Cause) = 'string' ? $states.errorOutput.Cause : ''}";

/** The state's input with more objects joined to it. */
export function joined(objects: readonly string[]): string {
  return objects.length === 0 ? '$states.input' : `$merge([${['$states.input', ...objects].join(', ')}])`;
}
