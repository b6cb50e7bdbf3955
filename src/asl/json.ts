/** A JSON value, never written to. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object, never written to. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** The word for the kind of a JSON value. */
export type JsonKind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

/** Whether `value` is a JSON object (neither an array nor null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether `value` is a JSON array. */
export function isArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** What kind of JSON value this is. */
export function kindOf(value: Json): JsonKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as JsonKind;
}

/** Whether the object has a property of its own of this name. */
export function has(object: JsonObject, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(object, key);
}

/**
 * Sets a property of an object under construction. `__proto__` becomes a property like any other
 * instead of the object's prototype.
 */
export function put(object: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

/** A shallow copy of an object, `__proto__` keys kept as data. */
export function copyOf(object: JsonObject): Record<string, Json> {
  return { ...object };
}

/**
 * How deep a value nests (a scalar has depth 0), counted without recursion; stops at `limit` and
 * returns `limit` for anything that is at least that deep.
 */
export function depthOf(value: Json, limit: number): number {
  let level: Json[] = [value];
  for (let depth = 0; ; depth++) {
    if (depth >= limit) return limit;
    const next: Json[] = [];
    let nests = false;
    for (const item of level) {
      if (typeof item !== 'object' || item === null) continue;
      nests = true;
      for (const child of Array.isArray(item) ? item : Object.values(item)) {
        if (typeof child === 'object' && child !== null) next.push(child as Json);
      }
    }
    if (!nests) return depth;
    if (next.length === 0) return depth + 1;
    level = next;
  }
}
