import { Json, kindOf } from '../json';

/** A value as it is shown in a message: short, and safe for any depth. */
export function show(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 57)}…` : value}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  const size = Array.isArray(value) ? value.length : Object.keys(value).length;
  return size === 0 ? `an empty ${kindOf(value)}` : `an ${kindOf(value)}`;
}

/** `'a', 'b' or 'c'`. */
export function oneOf(names: readonly string[], quote = true): string {
  const shown = quote ? names.map((name) => `'${name}'`) : names;
  return shown.length <= 1 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown[shown.length - 1]}`;
}
