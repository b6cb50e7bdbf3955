const FORM = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?(?::?\d{2})?)$/;

/**
 * Milliseconds since the epoch of a timestamp, or `undefined` where the text is none.
 *
 * The form is RFC 3339 with capital `T` and `Z`, as the Amazon States Language profiles it; AWS also
 * takes times without seconds, and offsets without a colon.
 *
 * @see https://states-language.net/spec.html#timestamps
 */
export function parseTimestamp(text: string): number | undefined {
  const nanos = parseTimestampNanos(text);
  return nanos === undefined ? undefined : nanos.ms;
}

/** Whether the text is a timestamp. */
export function isTimestamp(text: string): boolean {
  return parseTimestampNanos(text) !== undefined;
}

/** A point in time: whole milliseconds since the epoch, and the nanoseconds after them. */
export interface Instant {
  readonly ms: number;
  readonly nanos: number;
}

/** A timestamp to the nanosecond, or `undefined` where the text is none. */
export function parseTimestampNanos(text: string): Instant | undefined {
  const found = FORM.exec(text);
  if (found === null) return undefined;
  const [year, month, day, hour, minute] = [found[1], found[2], found[3], found[4], found[5]].map(Number);
  const second = Number(found[6] ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (month < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const offset = offsetMinutes(found[8]);
  if (offset === undefined) return undefined;
  const fraction = (found[7] ?? '').padEnd(9, '0');
  const ms = date.getTime() + (hour * 3600 + minute * 60 + second) * 1000 - offset * 60_000 + Number(fraction.slice(0, 3));
  return { ms, nanos: Number(fraction.slice(3)) };
}

function offsetMinutes(text: string): number | undefined {
  if (text === 'Z') return 0;
  const digits = text.slice(1).replace(/:/g, '').padEnd(4, '0');
  const hours = Number(digits.slice(0, 2));
  const minutes = Number(digits.slice(2, 4));
  if (hours > 18 || minutes > 59) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
