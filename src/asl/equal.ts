import { isArray, Json } from './json';

/** Whether two JSON values are equal: members in any order. Does not recurse, so that no depth exhausts the stack. */
export function equal(left: Json, right: Json): boolean {
  const pairs: Array<[Json, Json]> = [[left, right]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [a, b] = pair;
    if (a === b) continue;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (isArray(a) !== isArray(b)) return false;
    const keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length) return false;
    for (const key of keys) {
      if (!Object.prototype.hasOwnProperty.call(b, key)) return false;
      pairs.push([(a as Record<string, Json>)[key], (b as Record<string, Json>)[key]]);
    }
  }
  return true;
}
