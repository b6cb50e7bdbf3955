import { constants, KeyObject, verify } from 'node:crypto';

/** How far the clocks of the issuer and of Lambda may be apart. RFC 7519 allows for "no more than a few minutes". */
export const LEEWAY_SECONDS = 30;

/** No sign-in needs a longer token; API Gateway takes headers of 10,240 bytes in all. */
const LONGEST_TOKEN = 10_240;

/** The signature algorithms that are taken. Not among them: `none`, and the HS family, whose key would be the issuer's public one. */
const ALGORITHMS = ['RS256', 'ES256'] as const;
export type Algorithm = typeof ALGORITHMS[number];

/** Finds the issuer's key of that id for that algorithm; undefined where the issuer has none. */
export type FindKey = (kid: string, algorithm: Algorithm) => Promise<KeyObject | undefined>;

/** What is expected of a token. */
export interface Expected {
  readonly issuer: string;
  readonly audience: string;
  readonly nowSeconds: number;
}

export type Claims = { readonly [name: string]: unknown };

/**
 * The claims of a token that the issuer signed for this audience and that is good now; undefined for any other. Why it is refused is not told.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8725 (best current practices)
 */
export async function verifyJwt(token: string, expected: Expected, findKey: FindKey): Promise<Claims | undefined> {
  const parts = token.length <= LONGEST_TOKEN ? token.split('.') : [];
  if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part))) return undefined;
  const [header, claims] = parts.slice(0, 2).map(objectOf);
  if (!header || !claims) return undefined;
  const algorithm = ALGORITHMS.find((known) => known === header.alg);
  // a critical extension that is not understood makes a token invalid (RFC 7515, section 4.1.11), and none is understood here
  if (!algorithm || typeof header.kid !== 'string' || header.crit !== undefined) return undefined;
  const key = await findKey(header.kid, algorithm);
  if (!key || !signed(algorithm, key, `${parts[0]}.${parts[1]}`, Buffer.from(parts[2], 'base64url'))) return undefined;
  return holds(claims, expected) ? claims : undefined;
}

function objectOf(part: string): Claims | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed as Claims : undefined;
  } catch {
    return undefined;
  }
}

function signed(algorithm: Algorithm, key: KeyObject, text: string, signature: Buffer): boolean {
  return algorithm === 'RS256'
    ? verify('sha256', Buffer.from(text), { key, padding: constants.RSA_PKCS1_PADDING }, signature)
    : verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, signature);
}

function holds({ iss, aud, sub, exp, nbf }: Claims, { issuer, audience, nowSeconds }: Expected): boolean {
  return iss === issuer
    && (aud === audience || (Array.isArray(aud) && aud.includes(audience)))
    && typeof sub === 'string' && sub !== ''
    && typeof exp === 'number' && nowSeconds < exp + LEEWAY_SECONDS
    && (nbf === undefined || (typeof nbf === 'number' && nowSeconds >= nbf - LEEWAY_SECONDS));
}
