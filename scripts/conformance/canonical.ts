/** The text of a JSON value with keys in order, to compare values by. */
export function canonicalText(value: any): string {
  return JSON.stringify(value, (_key, part) => (part && typeof part === 'object' && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
    : part)) ?? 'null';
}
