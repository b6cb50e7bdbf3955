import { equal } from '../equal';
import { isArray, isObject, Json } from '../json';

/** Compares the two sides; a pattern stands on one of them. */
export type Comparison = (left: Json | undefined, right: Json | undefined, pattern?: RegExp) => boolean;

const order = (holds: (sign: number) => boolean): Comparison => (left, right) => {
  if (typeof left === 'number' && typeof right === 'number') return holds(left - right);
  if (typeof left === 'string' && typeof right === 'string') return holds(left < right ? -1 : left > right ? 1 : 0);
  return false;
};

const same: Comparison = (left, right) => left === undefined || right === undefined ? left === right : equal(left, right);
const list = (value: Json | undefined): readonly Json[] | undefined => isArray(value) ? value : undefined;
const holdsAll = (inner: readonly Json[], outer: readonly Json[]): boolean => inner.every((each) => outer.some((other) => equal(each, other)));
const holdsAny = (inner: readonly Json[], outer: readonly Json[]): boolean => inner.some((each) => outer.some((other) => equal(each, other)));
const lists = (holds: (left: readonly Json[], right: readonly Json[]) => boolean): Comparison => (left, right) => {
  const [a, b] = [list(left), list(right)];
  return a !== undefined && b !== undefined && holds(a, b);
};
const sizeOf = (value: Json | undefined): number | undefined =>
  typeof value === 'string' || isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : undefined;

const comparisons: Readonly<Record<string, Comparison>> = {
  '===': same,
  '!==': (left, right) => !same(left, right),
  '==': same,
  '!=': (left, right) => !same(left, right),
  '<=': order((sign) => sign <= 0),
  '>=': order((sign) => sign >= 0),
  '<': order((sign) => sign < 0),
  '>': order((sign) => sign > 0),
  '=~': (left, right, pattern) => {
    if (pattern === undefined) return false;
    const value = left ?? right;
    if (isArray(value)) return value.some((each) => typeof each === 'string' && pattern.test(each));
    return typeof value === 'string' && pattern.test(value);
  },
  'in': (left, right) => left !== undefined && (list(right)?.some((each) => equal(each, left)) ?? false),
  'nin': (left, right) => !(left !== undefined && (list(right)?.some((each) => equal(each, left)) ?? false)),
  'subsetof': lists(holdsAll),
  'anyof': lists(holdsAny),
  'noneof': lists((left, right) => !holdsAny(left, right)),
  'all': lists((left, right) => holdsAll(right, left)),
  'contains': (left, right) => {
    if (right === undefined) return false;
    if (typeof left === 'string') return typeof right === 'string' && left.includes(right);
    return list(left)?.some((each) => equal(each, right)) ?? false;
  },
  'size': (left, right) => {
    const size = sizeOf(left);
    return size !== undefined && size === (typeof right === 'number' ? right : sizeOf(right));
  },
  'empty': (left, right) => {
    const size = sizeOf(left);
    return size !== undefined && typeof right === 'boolean' && (size === 0) === right;
  },
};

/** The names of the operators, longer ones before those that they begin with. */
export const comparisonNames: readonly string[] = Object.keys(comparisons);

/** The comparison of this name, in either case. */
export function comparison(name: string): Comparison {
  return comparisons[name];
}
