import { createPublicKey, JsonWebKey, KeyObject } from 'node:crypto';
import { Algorithm } from './jwt';

/** How long the issuer's keys are used without a look: a key that it withdrew counts that much longer at most. */
export const KEYS_TRUSTED_MS = 3_600_000;

/** How often a token of an unknown key makes the keys be fetched: invented key ids must not become calls of the issuer. */
export const REFETCH_MS = 30_000;

/** The shortest RSA key that is taken (NIST SP 800-131A). */
const SHORTEST_RSA_BITS = 2048;

/** What the keys need of the world. */
export interface IssuerKeysPorts {
  /** The JSON at an https address. */
  readonly fetchJson: (url: string) => Promise<unknown>;
  /** The time, in milliseconds since 1970. */
  readonly now: () => number;
}

type Keys = ReadonlyMap<string, { readonly algorithm: Algorithm; readonly key: KeyObject }>;

/** The issuer's signing keys, found as OpenID Connect Discovery says. Keys in a token itself (`jwk`, `jku`, `x5u`) are never looked at. */
export class IssuerKeys {
  private fetched?: { readonly keys: Promise<Keys>; readonly at: number };

  constructor(private readonly issuer: string, private readonly ports: IssuerKeysPorts) {
    if (!isHttps(issuer)) throw new Error('ISSUER is no https URL');
  }

  /** The key of that id, where it is one for that algorithm. */
  public async find(kid: string, algorithm: Algorithm): Promise<KeyObject | undefined> {
    let keys = await this.youngerThan(KEYS_TRUSTED_MS);
    if (!keys.has(kid)) keys = await this.youngerThan(REFETCH_MS);
    const found = keys.get(kid);
    return found?.algorithm === algorithm ? found.key : undefined;
  }

  private async youngerThan(age: number): Promise<Keys> {
    const now = this.ports.now();
    if (this.fetched && now - this.fetched.at < age) return this.fetched.keys;
    const fetching = { keys: this.fetch(), at: now };
    this.fetched = fetching; // whoever asks meanwhile waits for the same answer
    try {
      return await fetching.keys;
    } catch (error) {
      if (this.fetched === fetching) this.fetched = undefined; // a failure is not remembered
      throw error;
    }
  }

  private async fetch(): Promise<Keys> {
    const discovery = await this.ports.fetchJson(`${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`) as { issuer?: unknown; jwks_uri?: unknown };
    if (discovery.issuer !== this.issuer) throw new Error("the issuer's discovery document is another issuer's");
    if (typeof discovery.jwks_uri !== 'string' || !isHttps(discovery.jwks_uri)) throw new Error("the issuer's discovery document has no https address of its keys");
    const { keys } = await this.ports.fetchJson(discovery.jwks_uri) as { keys?: unknown };
    if (!Array.isArray(keys)) throw new Error("the issuer's key set has no keys");
    return new Map(keys.flatMap(usable));
  }
}

function isHttps(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:' && new URL(url).username === '';
}

/** A key that may sign tokens; none where it is of another kind or use. */
function usable(jwk: JsonWebKey): [string, { algorithm: Algorithm; key: KeyObject }][] {
  const algorithm = jwk.kty === 'RSA' ? 'RS256' : jwk.kty === 'EC' && jwk.crv === 'P-256' ? 'ES256' : undefined;
  if (!algorithm || typeof jwk.kid !== 'string') return [];
  if ((jwk.use !== undefined && jwk.use !== 'sig') || (jwk.alg !== undefined && jwk.alg !== algorithm)) return [];
  try {
    const { kty, n, e, crv, x, y } = jwk;
    const key = createPublicKey({ key: { kty, n, e, crv, x, y }, format: 'jwk' });
    if (algorithm === 'RS256' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < SHORTEST_RSA_BITS) return [];
    return [[jwk.kid, { algorithm, key }]];
  } catch {
    return []; // a malformed key does not take the others with it
  }
}
