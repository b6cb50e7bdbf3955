import { Json } from './json';

/** JSON text of a value, however deep it nests. */
export function jsonText(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return deepText(value);
  }
}

/** The same without recursion: slower, so it is for what exhausts the stack. */
function deepText(value: Json): string {
  const out: string[] = [];
  const pending: Array<{ readonly text: string } | { readonly value: Json }> = [{ value }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if ('text' in next) {
      out.push(next.text);
      continue;
    }
    const item = next.value;
    if (typeof item !== 'object' || item === null) {
      out.push(JSON.stringify(item));
    } else if (Array.isArray(item)) {
      pending.push({ text: ']' });
      for (let index = item.length - 1; index >= 0; index--) {
        pending.push({ value: item[index] as Json });
        if (index > 0) pending.push({ text: ',' });
      }
      pending.push({ text: '[' });
    } else {
      const entries = Object.entries(item as { readonly [key: string]: Json });
      pending.push({ text: '}' });
      for (let index = entries.length - 1; index >= 0; index--) {
        pending.push({ value: entries[index][1] }, { text: `${index > 0 ? ',' : ''}${JSON.stringify(entries[index][0])}:` });
      }
      pending.push({ text: '{' });
    }
  }
  return out.join('');
}
