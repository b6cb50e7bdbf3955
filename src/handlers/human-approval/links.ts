import { KeyRing } from './signing/key-ring';
import { SigningKeys } from './signing/signing-keys';

/** What a link says, and its signature vouches for. */
export interface LinkClaims {
  /** The request. */
  readonly id: string;
  /** The asking that the link belongs to. */
  readonly round: number;
  /** Who the link was made for: a position in the round's approvers, or `*` for a link that all share. */
  readonly approver: string;
  /** Until when the link is good, in seconds since 1970. */
  readonly expires: number;
}

/** What a link that all share has in place of an approver. */
export const SHARED = '*';

/** The parameters of a link as they come in: names to values, a name that came twice to nothing. */
export type LinkParameters = { readonly [name: string]: string | undefined };

/** A link that holds, or why it does not: `EXPIRED` is told only of links that were once good. */
export type LinkVerdict = { readonly claims: LinkClaims } | { readonly refused: 'BAD' | 'EXPIRED' };

const SHAPES: { readonly [name: string]: RegExp } = {
  r: /^[1-9]\d{0,8}$/,
  a: /^(?:\*|0|[1-9]\d{0,4})$/,
  e: /^[1-9]\d{0,11}$/,
  k: /^[A-Za-z0-9_-]{1,64}$/,
  s: /^[A-Za-z0-9_-]{43}$/,
};

/** The text that is signed. The version in front keeps it apart from what else the keys sign. */
function signedText({ id, round, approver, expires }: LinkClaims, key: string): string {
  return ['v1', id, round, approver, expires, key].join('\n');
}

/** The link for these claims, below the base URL of the API's stage. */
export function signLink(baseUrl: string, claims: LinkClaims, ring: KeyRing): string {
  const { key, signature } = ring.sign((name) => signedText(claims, name));
  const query = new URLSearchParams({ r: `${claims.round}`, a: claims.approver, e: `${claims.expires}`, k: key, s: signature });
  return `${baseUrl.replace(/\/+$/, '')}/requests/${encodeURIComponent(claims.id)}?${query.toString()}`;
}

/**
 * Whether the link to request `id` with these parameters is one that was issued, and still good.
 * A value in another spelling than the issued one (`r=01`) is refused: one link has one form.
 */
export async function verifyLink(id: string, parameters: LinkParameters, keys: SigningKeys, nowSeconds: number): Promise<LinkVerdict> {
  const [r, a, e, k, s] = Object.keys(SHAPES).map((name) => (SHAPES[name].test(parameters[name] ?? '') ? parameters[name]! : undefined));
  if (r === undefined || a === undefined || e === undefined || k === undefined || s === undefined) return { refused: 'BAD' };
  const claims: LinkClaims = { id, round: Number(r), approver: a, expires: Number(e) };
  const ring = await keys.ringWith(k);
  if (!ring.verifies({ key: k, signature: s }, signedText(claims, k))) return { refused: 'BAD' };
  return nowSeconds >= claims.expires ? { refused: 'EXPIRED' } : { claims };
}
