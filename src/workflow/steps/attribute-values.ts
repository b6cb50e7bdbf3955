import { Json, JsonObject } from './json';
import { isObject } from './jsonata';

const TYPES = ['S', 'N', 'B', 'BOOL', 'NULL', 'M', 'L', 'SS', 'NS', 'BS'];

/**
 * Plain values as DynamoDB writes them: text and expressions become `S`, numbers `N`, booleans `BOOL`, lists `L`, objects `M`.
 * What is written with a type already (`{ N: '{% $string($states.input.amount) %}' }`) stays as it is.
 */
export function attributeValues(item: { readonly [name: string]: any }): JsonObject {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attributeValue(value)]));
}

function attributeValue(value: Json): JsonObject {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(attributeValue) };
  if (!isObject(value)) return { NULL: true };
  const keys = Object.keys(value);
  return keys.length === 1 && TYPES.includes(keys[0]) ? value : { M: attributeValues(value) };
}
