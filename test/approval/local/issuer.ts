import { execFileSync } from 'node:child_process';
import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import * as fs from 'node:fs';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';

/** An OpenID Connect issuer of our own, over https, that signs what it is told to. */
export class Issuer {
  static async start(): Promise<Issuer> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'issuer-'));
    const [keyFile, certificateFile] = [path.join(folder, 'key.pem'), path.join(folder, 'certificate.pem')];
    execFileSync('openssl', [
      'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost',
      '-addext', 'subjectAltName=DNS:localhost', '-keyout', keyFile, '-out', certificateFile,
    ], { stdio: 'ignore' });
    const issuer = new Issuer(certificateFile);
    const server = https.createServer({ key: fs.readFileSync(keyFile), cert: fs.readFileSync(certificateFile) }, (request, response) => {
      issuer.requests.push(request.url!);
      const documents: Record<string, object> = {
        '/.well-known/openid-configuration': { issuer: issuer.url, jwks_uri: `${issuer.url}/keys` },
        '/keys': { keys: [issuer.rsa, issuer.ec].map(({ publicKey, kid, alg }) => ({ ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' })) },
      };
      const document = documents[request.url!];
      response.writeHead(document ? 200 : 404, { 'Content-Type': 'application/json' }).end(JSON.stringify(document ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer.server = server;
    return issuer;
  }

  /** The paths that were asked for. */
  readonly requests: string[] = [];
  private readonly rsa = { kid: 'rsa-1', alg: 'RS256', ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
  private readonly ec = { kid: 'ec-1', alg: 'ES256', ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) };
  private readonly stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private server!: https.Server;

  private constructor(readonly certificateFile: string) {}

  get url(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** A token of this issuer. */
  token(claims: object, alg: 'RS256' | 'ES256' = 'RS256'): string {
    const { kid, privateKey } = alg === 'RS256' ? this.rsa : this.ec;
    return signed({ alg, kid, typ: 'JWT' }, claims, privateKey);
  }

  /** Tokens that only look like this issuer's, by what is wrong with them. */
  forged(claims: object): { [how: string]: string } {
    const rs256 = { alg: 'RS256', kid: this.rsa.kid, typ: 'JWT' };
    const hs256 = `${encoded({ alg: 'HS256', kid: this.rsa.kid })}.${encoded(claims)}`;
    const publicPem = this.rsa.publicKey.export({ type: 'spki', format: 'pem' });
    return {
      'signed by another key': signed(rs256, claims, this.stranger.privateKey),
      'signed by nobody': `${encoded({ alg: 'none' })}.${encoded(claims)}.`,
      'signed by nobody under another spelling': `${encoded({ alg: 'nOnE' })}.${encoded(claims)}.`,
      'signed with the public key as a password': `${hs256}.${createHmac('sha256', publicPem).update(hs256).digest('base64url')}`,
      'of a key that is not there': signed({ ...rs256, kid: 'rsa-2' }, claims, this.rsa.privateKey),
      'with a key of its own': signed({ ...rs256, jwk: this.stranger.publicKey.export({ format: 'jwk' }) }, claims, this.stranger.privateKey),
      'whose claims were changed': this.token({ ...claims, email: 'eve@example.com' }).replace(/\.[^.]*\./, `.${encoded(claims)}.`),
      'that is no token': 'a.b.c',
    };
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
    fs.rmSync(path.dirname(this.certificateFile), { recursive: true });
  }
}

function signed(header: { alg: string; [name: string]: unknown }, claims: object, key: KeyObject): string {
  const text = `${encoded(header)}.${encoded(claims)}`;
  const signature = sign('sha256', Buffer.from(text), { key, ...header.alg === 'ES256' && { dsaEncoding: 'ieee-p1363' as const } });
  return `${text}.${signature.toString('base64url')}`;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
