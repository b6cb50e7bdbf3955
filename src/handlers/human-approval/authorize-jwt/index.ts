// The function `authorize-jwt`. It is made at the first call: what it lacks is told where somebody waits for an answer.
import { AuthorizeJwt, AuthorizerAnswer, AuthorizerEvent } from './authorize-jwt';
import { fetchJson } from './fetch-json';
import { IssuerKeys } from './issuer-keys';
import { required } from '../environment';

let authorizeJwt: AuthorizeJwt | undefined;

export async function handler(event: AuthorizerEvent): Promise<AuthorizerAnswer> {
  authorizeJwt ??= create(process.env);
  return authorizeJwt.authorize(event);
}

function create(environment: NodeJS.ProcessEnv): AuthorizeJwt {
  const issuer = required(environment, 'ISSUER');
  return new AuthorizeJwt(new IssuerKeys(issuer, { fetchJson, now: () => Date.now() }), {
    issuer,
    audience: required(environment, 'AUDIENCE'),
    identityClaim: environment.IDENTITY_CLAIM || 'email',
    now: () => Date.now(),
  });
}
