import { KeyRing } from '../signing/key-ring';

/** How old a new key may be before it signs, in seconds: a rotation that failed at first may be finished that much later. */
export const LONGEST_ROTATION_SECONDS = 86_400;

/**
 * How much longer than links live a key is kept, in seconds: it signs until its successor does, up to `LONGEST_ROTATION_SECONDS` after what that
 * one is named for, and in a warm function some minutes more.
 */
export const KEPT_LONGER_SECONDS = LONGEST_ROTATION_SECONDS + 3600;

/** What a rotation makes of the keys: a new one signs, and those go with which no open link can be signed. */
export function nextSecret(ring: KeyRing, newKey: string, nowSeconds: number, linkLifetimeSeconds: number): string {
  // a key ends when its successor begins; what has no successor still signs
  const ends = new Map(ring.ids.map((id, i) => [id, bornAt(ring.ids[i + 1])]));
  const keep = (id: string): boolean => {
    const end = ends.get(id);
    return end === undefined || nowSeconds - end < linkLifetimeSeconds + KEPT_LONGER_SECONDS;
  };
  let id = `k${nowSeconds}`;
  while (ring.has(id)) id += '_'; // two rotations within one second
  return ring.rotated(id, newKey, keep);
}

/** When a key was made, in seconds since 1970: its name says it; undefined for the first key, whose name does not. */
export function bornAt(id: string | undefined): number | undefined {
  const [, seconds] = /^k(\d{1,12})_*$/.exec(id ?? '') ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}
