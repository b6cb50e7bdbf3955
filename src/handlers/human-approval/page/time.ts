import { html, Html } from './html';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** A time as people read it, the same everywhere: `24 November 2026, 13:32 UTC`. What is no time stays as it is. */
export function readable(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const two = (value: number): string => `${value}`.padStart(2, '0');
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return `${day}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

/** The same, for people and programs. */
export function time(iso: string): Html {
  return html`<time datetime="${iso}">${readable(iso)}</time>`;
}

/** Seconds since 1970 as ISO 8601. */
export function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
