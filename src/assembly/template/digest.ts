import { createHash } from 'node:crypto';

/** Hexadecimal digits that follow from a text alone: the same at every reading. */
export function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
