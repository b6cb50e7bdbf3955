import { createHmac, generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import { AuthorizeJwt, AuthorizerAnswer } from '../../../src/handlers/human-approval/authorize-jwt/authorize-jwt';
import { fetchJson } from '../../../src/handlers/human-approval/authorize-jwt/fetch-json';
import { IssuerKeys, KEYS_TRUSTED_MS, REFETCH_MS } from '../../../src/handlers/human-approval/authorize-jwt/issuer-keys';
import { verifyJwt } from '../../../src/handlers/human-approval/authorize-jwt/jwt';

const ISSUER = 'https://login.example.com/';
const JWKS = 'https://login.example.com/keys';
const DISCOVERY = 'https://login.example.com/.well-known/openid-configuration';
const SECONDS = 1_800_000_000;
const METHOD_ARN = 'arn:aws:execute-api:eu-west-1:111122223333:abc123/prod/GET/requests/3f2c1a64';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const jwk = (key: KeyObject, more: object): object => ({ ...key.export({ format: 'jwk' }), ...more });
const RSA_KEY = jwk(rsa.publicKey, { kid: 'rsa', use: 'sig', alg: 'RS256' });
const EC_KEY = jwk(ec.publicKey, { kid: 'ec' });
const CLAIMS = { iss: ISSUER, aud: 'approvals', sub: 'user-1', email: 'alice@example.com', email_verified: true, exp: SECONDS + 600, groups: ['a'] };

const part = (value: object | string): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

function token(claims: object = CLAIMS, header: object = { alg: 'RS256', kid: 'rsa' }, key = rsa.privateKey): string {
  const text = `${part(header)}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(text), key.asymmetricKeyType === 'ec' ? { key, dsaEncoding: 'ieee-p1363' } : key);
  return `${text}.${signature.toString('base64url')}`;
}

class Issuer {
  public now = SECONDS * 1000;
  public keys: unknown = [RSA_KEY, EC_KEY];
  public discovery: object = { issuer: ISSUER, jwks_uri: JWKS };
  public readonly fetched: string[] = [];
  public fails = false;
  private readonly issuerKeys = new IssuerKeys(ISSUER, { now: () => this.now, fetchJson: async (url) => this.fetch(url) });
  private readonly authorizer = new AuthorizeJwt(this.issuerKeys, {
    issuer: ISSUER, audience: 'approvals', identityClaim: 'email', now: () => this.now,
  });

  public async authorize(bearer: string | undefined, methodArn = METHOD_ARN): Promise<AuthorizerAnswer> {
    return this.authorizer.authorize({ methodArn, headers: { authorization: bearer } });
  }

  public async both(...bearers: string[]): Promise<AuthorizerAnswer> {
    const headers = { headers: { Authorization: bearers.at(-1) }, multiValueHeaders: { Authorization: bearers } };
    return this.authorizer.authorize({ methodArn: METHOD_ARN, ...headers });
  }

  private async fetch(url: string): Promise<unknown> {
    this.fetched.push(url);
    if (this.fails) throw new Error('the issuer is down');
    return url === DISCOVERY ? this.discovery : url === JWKS ? { keys: this.keys } : undefined;
  }
}

test('a token of the issuer lets its bearer in to the pages of requests on this stage, with the claims as text', async () => {
  const issuer = new Issuer();
  const answer = await issuer.authorize(`Bearer ${token()}`);
  expect(answer).toEqual({
    principalId: 'user-1',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: 'arn:aws:execute-api:eu-west-1:111122223333:abc123/prod/*/requests/*' }],
    },
    context: { sub: 'user-1', email: 'alice@example.com', email_verified: 'true' },
  });
  expect(issuer.fetched).toEqual([DISCOVERY, JWKS]);
});

test('ES256, a list of audiences and another case of Bearer are taken', async () => {
  const bearer = token({ ...CLAIMS, aud: ['other', 'approvals'], nbf: SECONDS }, { alg: 'ES256', kid: 'ec' }, ec.privateKey);
  expect((await new Issuer().authorize(`bearer ${bearer}`)).principalId).toBe('user-1');
});

const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }) as string;
const hs256 = (): string => {
  const text = `${part({ alg: 'HS256', kid: 'rsa' })}.${part(CLAIMS)}`;
  return `${text}.${createHmac('sha256', publicPem).update(text).digest('base64url')}`;
};
const good = token();
const [goodHeader, goodClaims, goodSignature] = good.split('.');

test.each<[string, string | undefined]>([
  ['no header', undefined],
  ['an empty header', ''],
  ['another scheme', `Basic ${good}`],
  ['two tokens', `Bearer ${good} ${good}`],
  ['alg none without a signature', `Bearer ${part({ alg: 'none', kid: 'rsa' })}.${goodClaims}.`],
  ['alg none with a signature', `Bearer ${part({ alg: 'none', kid: 'rsa' })}.${goodClaims}.${goodSignature}`],
  ['alg None', `Bearer ${part({ alg: 'nOnE', kid: 'rsa' })}.${goodClaims}.${goodSignature}`],
  ['HS256 with the public key', `Bearer ${hs256()}`],
  ['RS384', `Bearer ${token(CLAIMS, { alg: 'RS384', kid: 'rsa' })}`],
  ['no alg', `Bearer ${token(CLAIMS, { kid: 'rsa' })}`],
  ['the algorithm of another kind of key, though signed', `Bearer ${token(CLAIMS, { alg: 'ES256', kid: 'rsa' })}`],
  ['a key of another algorithm', `Bearer ${token(CLAIMS, { alg: 'ES256', kid: 'rsa' }, ec.privateKey)}`],
  ['no kid', `Bearer ${token(CLAIMS, { alg: 'RS256' })}`],
  ['a key of somebody else under the id of the issuer', `Bearer ${token(CLAIMS, { alg: 'RS256', kid: 'rsa' }, otherRsa.privateKey)}`],
  ['a key in the token itself', `Bearer ${token(CLAIMS, { alg: 'RS256', kid: 'rsa', jwk: jwk(otherRsa.publicKey, {}) }, otherRsa.privateKey)}`],
  ['an address of keys in the token', `Bearer ${token(CLAIMS, { alg: 'RS256', kid: 'x', jku: 'https://evil.example/keys' }, otherRsa.privateKey)}`],
  ['a critical extension', `Bearer ${token(CLAIMS, { alg: 'RS256', kid: 'rsa', crit: ['exp'] })}`],
  ['tampered claims', `Bearer ${goodHeader}.${part({ ...CLAIMS, email: 'bob@example.com' })}.${goodSignature}`],
  ['another header', `Bearer ${part({ alg: 'RS256', kid: 'rsa', typ: 'JWT' })}.${goodClaims}.${goodSignature}`],
  ['a signature cut off', `Bearer ${good.slice(0, -4)}`],
  ['an empty signature', `Bearer ${goodHeader}.${goodClaims}.`],
  ['an ECDSA signature of zeros', `Bearer ${part({ alg: 'ES256', kid: 'ec' })}.${goodClaims}.${Buffer.alloc(64).toString('base64url')}`],
  ['another issuer', `Bearer ${token({ ...CLAIMS, iss: 'https://evil.example.com/' })}`],
  ['the issuer without its slash', `Bearer ${token({ ...CLAIMS, iss: 'https://login.example.com' })}`],
  ['another audience', `Bearer ${token({ ...CLAIMS, aud: 'other' })}`],
  ['no audience', `Bearer ${token({ ...CLAIMS, aud: undefined })}`],
  ['an audience that only begins so', `Bearer ${token({ ...CLAIMS, aud: 'approvals2' })}`],
  ['no subject', `Bearer ${token({ ...CLAIMS, sub: undefined })}`],
  ['an expired token', `Bearer ${token({ ...CLAIMS, exp: SECONDS - 30 })}`],
  ['a token without an end', `Bearer ${token({ ...CLAIMS, exp: undefined })}`],
  ['an end as a text', `Bearer ${token({ ...CLAIMS, exp: `${SECONDS + 600}` })}`],
  ['a token that is not good yet', `Bearer ${token({ ...CLAIMS, nbf: SECONDS + 31 })}`],
  ['a beginning as a text', `Bearer ${token({ ...CLAIMS, nbf: '0' })}`],
  ['claims that are a list', `Bearer ${token([] as object)}`],
  ['claims that are no JSON', `Bearer ${goodHeader}.${part('{')}.${goodSignature}`],
  ['five parts, as an encrypted token has', `Bearer ${good}.${goodClaims}.${goodSignature}`],
  ['spaces in base64', `Bearer ${goodHeader}=.${goodClaims}.${goodSignature}`],
  ['a token of 11 kB', `Bearer ${token({ ...CLAIMS, more: 'x'.repeat(9000) })}`],
])('is unauthorized: %s', async (_, bearer) => {
  await expect(new Issuer().authorize(bearer)).rejects.toThrow(/^Unauthorized$/);
});

test.each(['none', 'None', 'HS256', 'HS512', 'RS384', 'PS256', 'ES384', 'EdDSA', '', undefined, ['RS256']])('for algorithm %s no key is even looked for', async (alg) => {
  const asked = jest.fn().mockResolvedValue(rsa.publicKey);
  const claims = await verifyJwt(token(CLAIMS, { alg, kid: 'rsa' }), { issuer: ISSUER, audience: 'approvals', nowSeconds: SECONDS }, asked);
  expect(claims).toBeUndefined();
  expect(asked).not.toHaveBeenCalled();
});

test('two Authorization headers are refused, whichever is good', async () => {
  await expect(new Issuer().both(`Bearer ${good}`, 'Bearer x.y.z')).rejects.toThrow(/^Unauthorized$/);
  await expect(new Issuer().both('Bearer x.y.z', `Bearer ${good}`)).rejects.toThrow(/^Unauthorized$/);
  expect((await new Issuer().both(`Bearer ${good}`)).principalId).toBe('user-1');
});

test('clocks may be half a minute apart', async () => {
  const issuer = new Issuer();
  await expect(issuer.authorize(`Bearer ${token({ ...CLAIMS, exp: SECONDS - 29 })}`)).resolves.toMatchObject({ principalId: CLAIMS.sub });
  await expect(issuer.authorize(`Bearer ${token({ ...CLAIMS, nbf: SECONDS + 30 })}`)).resolves.toMatchObject({ principalId: CLAIMS.sub });
});

test('an unknown key id makes the keys be fetched once more, then every 30 seconds at most', async () => {
  // GIVEN an issuer that rotates its keys
  const issuer = new Issuer();
  await issuer.authorize(`Bearer ${good}`);
  issuer.keys = [jwk(otherRsa.publicKey, { kid: 'new' })];
  const fresh = `Bearer ${token(CLAIMS, { alg: 'RS256', kid: 'new' }, otherRsa.privateKey)}`;
  // WHEN
  await expect(issuer.authorize(fresh)).rejects.toThrow('Unauthorized');
  const atOnce = issuer.fetched.length;
  issuer.now += REFETCH_MS;
  const later = await issuer.authorize(fresh);
  for (let i = 0; i < 20; i++) await expect(issuer.authorize(`Bearer ${token(CLAIMS, { alg: 'RS256', kid: `invented${i}` })}`)).rejects.toThrow('Unauthorized');
  // THEN
  expect(atOnce).toBe(2);
  expect(later.principalId).toBe('user-1');
  expect(issuer.fetched).toHaveLength(4);
});

test('a key that the issuer withdrew is no longer good after an hour', async () => {
  const issuer = new Issuer();
  await issuer.authorize(`Bearer ${good}`);
  issuer.keys = [];
  issuer.now += KEYS_TRUSTED_MS;
  await expect(issuer.authorize(`Bearer ${token({ ...CLAIMS, exp: issuer.now / 1000 + 60 })}`)).rejects.toThrow(/^Unauthorized$/);
});

test.each([
  ['a short RSA key', jwk(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey, { kid: 'k' }), 'RS256'],
  ['a key for encryption', jwk(rsa.publicKey, { kid: 'k', use: 'enc' }), 'RS256'],
  ['a key for another algorithm', jwk(rsa.publicKey, { kid: 'k', alg: 'PS256' }), 'RS256'],
  ['a symmetric key', { kty: 'oct', k: part('secret'), kid: 'k' }, 'RS256'],
  ['a malformed key', { kty: 'RSA', n: 7, e: 'AQAB', kid: 'k' }, 'RS256'],
])('%s of the issuer is left out, and the others still work', async (_, key, alg) => {
  const issuer = new Issuer();
  issuer.keys = [key, RSA_KEY];
  await expect(issuer.authorize(`Bearer ${token(CLAIMS, { alg, kid: 'k' })}`)).rejects.toThrow(/^Unauthorized$/);
  await expect(issuer.authorize(`Bearer ${good}`)).resolves.toMatchObject({ principalId: CLAIMS.sub });
});

test.each([
  ["another issuer's discovery document", { issuer: 'https://evil.example.com/', jwks_uri: JWKS }, "another issuer's"],
  ['keys by http', { issuer: ISSUER, jwks_uri: 'http://login.example.com/keys' }, 'no https address of its keys'],
  ['no address of keys', { issuer: ISSUER }, 'no https address of its keys'],
])('%s is an error of the set-up, not of the caller', async (_, discovery, message) => {
  const issuer = new Issuer();
  issuer.discovery = discovery;
  await expect(issuer.authorize(`Bearer ${good}`)).rejects.toThrow(message);
});

test('an issuer that is down is an error, and is asked again at the next call', async () => {
  const issuer = new Issuer();
  issuer.fails = true;
  await expect(issuer.authorize(`Bearer ${good}`)).rejects.toThrow('the issuer is down');
  issuer.fails = false;
  await expect(issuer.authorize(`Bearer ${good}`)).resolves.toMatchObject({ principalId: CLAIMS.sub });
});

test('nothing but a stage is opened: a methodArn of another shape is an error', async () => {
  await expect(new Issuer().authorize(`Bearer ${good}`, '*')).rejects.toThrow('methodArn is no ARN of a method');
});

test.each(['http://login.example.com', 'https://user@login.example.com', 'login.example.com'])('%s is no issuer', (issuer) => {
  expect(() => new IssuerKeys(issuer, { now: Date.now, fetchJson })).toThrow('ISSUER is no https URL');
});

test('keys are never fetched but by https', async () => {
  await expect(fetchJson('http://login.example.com/keys')).rejects.toThrow('keys are fetched by https only');
});
