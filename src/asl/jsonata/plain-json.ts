import { interpreter } from './interpreter';

/** The values a result may hold in all: far above what fits into a payload, and low enough to stop a result that repeats itself. */
const MAX_VALUES = 5_000_000;

let left = 0;

/**
 * A result as plain JSON: no marks of the interpreter on its arrays, nothing undefined inside, no function and no number
 * that JSON cannot hold. What is already plain is returned as it is, not copied.
 */
export function toPlainJson(result: unknown): unknown {
  left = MAX_VALUES;
  return plain(result);
}

function plain(value: any): unknown {
  if (typeof value === 'string' || value === null || typeof value === 'boolean' || value === undefined) return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw { code: 'D1001', value };
    return value;
  }
  if (--left < 0) throw { code: 'U1001', message: `the result holds more than ${MAX_VALUES} values` };
  if (Array.isArray(value)) return plainArray(value);
  if (interpreter.isFunction(value)) throw { message: 'the expression returned a function, which is not a JSON value' };
  return plainObject(value);
}

/** Sequences, and arrays that a constructor made, bear a mark beside their items. */
function plainArray(array: unknown[] & { sequence?: boolean; cons?: boolean }): unknown[] {
  let copy: unknown[] | undefined = array.sequence || array.cons ? [] : undefined;
  for (let i = 0; i < array.length; i++) {
    const item = plain(array[i]);
    if (!copy && (item !== array[i] || item === undefined)) copy = array.slice(0, i);
    if (copy && item !== undefined) copy.push(item);
  }
  return copy ?? array;
}

function plainObject(object: Record<string, unknown>): Record<string, unknown> {
  let copy: Record<string, unknown> | undefined;
  for (const key in object) {
    const member = plain(object[key]);
    if (!copy) {
      if (member === object[key] && member !== undefined) continue;
      copy = membersBefore(object, key);
    }
    if (member !== undefined) setMember(copy, key, member);
  }
  return copy ?? object;
}

function membersBefore(object: Record<string, unknown>, end: string): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key in object) {
    if (key === end) break;
    setMember(copy, key, object[key]);
  }
  return copy;
}

function setMember(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}
