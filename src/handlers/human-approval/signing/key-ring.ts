import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a key may be called: it stands in links (`k=`). */
const KEY_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The shortest key that is taken. RFC 2104 asks for a key no shorter than the hash, 32 bytes. */
export const SHORTEST_KEY = 32;

/** The member of the secret that names the key which signs; every other member is a key. */
const CURRENT = 'current';

/** A signature and the key that made it. */
export interface Signature {
  readonly key: string;
  /** HMAC-SHA256 in base64url, 43 characters. */
  readonly signature: string;
}

/** The signing keys, read from the secret: one signs, all verify. No error here quotes what it read. */
export class KeyRing {
  /** @throws where the text is no object of keys of which one is current */
  public static parse(secret: string): KeyRing {
    const members = membersOf(secret);
    const current = members.get(CURRENT);
    members.delete(CURRENT);
    for (const [id, key] of members) {
      if (!KEY_ID.test(id)) throw new Error('the signing secret has a key whose name is not of letters, digits, _ and -');
      if (key.length < SHORTEST_KEY) throw new Error(`key '${id}' of the signing secret is shorter than ${SHORTEST_KEY} characters`);
    }
    if (current === undefined || !members.has(current)) throw new Error(`'${CURRENT}' of the signing secret names no key of it`);
    return new KeyRing(current, members);
  }

  private constructor(
    /** The name of the key that signs. */
    public readonly current: string,
    private readonly keys: ReadonlyMap<string, string>,
  ) {}

  /** The names of all keys, in the order of the secret: older keys first, as rotation appends. */
  public get ids(): readonly string[] {
    return [...this.keys.keys()];
  }

  public has(key: string): boolean {
    return this.keys.has(key);
  }

  /** Signs with the current key what `text` makes of that key's name. */
  public sign(text: (key: string) => string): Signature {
    return { key: this.current, signature: this.hmac(this.current, text(this.current)).toString('base64url') };
  }

  /** Whether the key of that name signed the text; compared in constant time. */
  public verifies({ key, signature }: Signature, text: string): boolean {
    if (!this.keys.has(key)) return false;
    const expected = this.hmac(key, text);
    const got = Buffer.from(signature, 'base64url');
    // base64url has several spellings of the same bytes: only the one that is issued is taken
    return got.length === expected.length && timingSafeEqual(got, expected) && got.toString('base64url') === signature;
  }

  /** The ring after a rotation: `id` is current, and the keys of `keep` stay. */
  public rotated(id: string, key: string, keep: (id: string) => boolean): string {
    const kept = [...this.keys].filter(([name]) => keep(name));
    return JSON.stringify({ [CURRENT]: id, ...Object.fromEntries(kept), [id]: key });
  }

  private hmac(key: string, text: string): Buffer {
    return createHmac('sha256', this.keys.get(key)!).update(text, 'utf8').digest();
  }
}

function membersOf(secret: string): Map<string, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(secret);
  } catch {
    throw new Error('the signing secret is not JSON'); // what JSON.parse says quotes the secret
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Error('the signing secret is no JSON object');
  const members = Object.entries(parsed);
  if (!members.every((member): member is [string, string] => typeof member[1] === 'string')) throw new Error('the signing secret has a member that is no text');
  return new Map(members);
}
