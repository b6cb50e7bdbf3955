import { Json } from '../../asl';

/** Bytes of UTF-8 that a state's input or output may have (AWS Step Functions developer guide, "Service quotas"). */
export const PAYLOAD_LIMIT = 262_144;

/**
 * Whether a payload is over the limit when it is written as JSON.
 *
 * A bounded walk that counts too much settles nearly all cases; only a payload that may be near the limit is written out.
 */
export function exceedsPayloadLimit(payload: Json): boolean {
  if (typeof payload !== 'object' || payload === null) {
    return typeof payload === 'string' && payload.length * 6 + 2 > PAYLOAD_LIMIT && byteLength(payload) > PAYLOAD_LIMIT;
  }
  return upperBound(payload) > PAYLOAD_LIMIT && byteLength(payload) > PAYLOAD_LIMIT;
}

/** The bytes of UTF-8 of a value written as JSON. */
export function byteLength(payload: Json): number {
  return Buffer.byteLength(stringify(payload), 'utf8');
}

/** Writes JSON; a value nested too deep for the platform's writer is written by a loop. */
export function stringify(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (error) {
    if (error instanceof RangeError) return stringifyDeep(value);
    throw error;
  }
}

/** At most the bytes that the value takes, or any number over the limit once it is passed. */
function upperBound(root: object): number {
  let bytes = 0;
  const open: object[] = [root];
  while (open.length > 0) {
    const value = open.pop()!;
    bytes += 2;
    if (Array.isArray(value)) {
      bytes += value.length;
      for (let i = 0; i < value.length; i++) bytes += scalarBound(value[i], open);
    } else {
      for (const key in value) {
        bytes += key.length * 6 + 4 + scalarBound((value as Record<string, unknown>)[key], open);
      }
    }
    if (bytes > PAYLOAD_LIMIT) return bytes;
  }
  return bytes;
}

function scalarBound(value: unknown, open: object[]): number {
  if (typeof value === 'string') return value.length * 6 + 2;
  if (typeof value === 'number') return 25;
  if (typeof value === 'object' && value !== null) open.push(value);
  return 5;
}

function stringifyDeep(root: unknown): string {
  const parts: string[] = [];
  const work: Array<{ text: string } | { value: unknown }> = [{ value: root }];
  while (work.length > 0) {
    const item = work.pop()!;
    if ('text' in item) {
      parts.push(item.text);
    } else if (typeof item.value !== 'object' || item.value === null) {
      parts.push(JSON.stringify(item.value) ?? 'null');
    } else {
      const list = Array.isArray(item.value);
      const entries = list ? (item.value as unknown[]).map((entry) => ['', entry] as const) : Object.entries(item.value).filter(([, entry]) => entry !== undefined);
      parts.push(list ? '[' : '{');
      work.push({ text: list ? ']' : '}' });
      for (let i = entries.length - 1; i >= 0; i--) {
        work.push({ value: entries[i][1] });
        work.push({ text: `${i > 0 ? ',' : ''}${list ? '' : `${JSON.stringify(entries[i][0])}:`}` });
      }
    }
  }
  return parts.join('');
}
