import { IssuerKeys } from './issuer-keys';
import { Claims, verifyJwt } from './jwt';
import { header } from '../http/api-event';

/**
 * What API Gateway asks a REQUEST authorizer of a REST API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export interface AuthorizerEvent {
  /** `arn:aws:execute-api:region:account:api/stage/METHOD/path`. */
  readonly methodArn: string;
  readonly headers?: { readonly [name: string]: string | undefined } | null;
  readonly multiValueHeaders?: { readonly [name: string]: readonly string[] | undefined } | null;
}

/** What the authorizer says: who calls, what is allowed, and the claims as text. */
export interface AuthorizerAnswer {
  readonly principalId: string;
  readonly policyDocument: object;
  readonly context: { readonly [claim: string]: string };
}

/** What the authorizer goes by. */
export interface AuthorizeJwtOptions {
  readonly issuer: string;
  readonly audience: string;
  /** The claim that names the person to the function `decisions`. */
  readonly identityClaim: string;
  /** The time, in milliseconds since 1970. */
  readonly now: () => number;
}

/** Lets calls in whose bearer token the issuer signed. */
export class AuthorizeJwt {
  constructor(private readonly keys: IssuerKeys, private readonly options: AuthorizeJwtOptions) {}

  /** @throws Error `Unauthorized`, by which API Gateway answers 401; any other error makes it answer 500 */
  public async authorize(event: AuthorizerEvent): Promise<AuthorizerAnswer> {
    const [, token] = /^Bearer ([^\s]+)$/i.exec(header(event, 'authorization') ?? '') ?? [];
    const { issuer, audience, now, identityClaim } = this.options;
    const expected = { issuer, audience, nowSeconds: Math.floor(now() / 1000) };
    const claims = token === undefined ? undefined : await verifyJwt(token, expected, (kid, algorithm) => this.keys.find(kid, algorithm));
    if (!claims) throw new Error('Unauthorized');
    return { principalId: `${claims.sub}`, policyDocument: allow(event.methodArn), context: contextOf(claims, ['sub', 'email_verified', identityClaim]) };
  }
}

/** The pages of requests on the stage that was called: API Gateway may use the answer for the next one too. */
function allow(methodArn: string): object {
  const [, stage] = /^(arn:[^:]+:execute-api:[^:]+:\d+:[^/:]+\/[^/]+)\//.exec(methodArn) ?? [];
  if (stage === undefined) throw new Error('methodArn is no ARN of a method');
  return { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: `${stage}/*/requests/*` }] };
}

/** API Gateway's context takes text; a claim that is a list or an object names nobody. */
function contextOf(claims: Claims, names: readonly string[]): { [claim: string]: string } {
  return Object.fromEntries(names.flatMap((name) => {
    const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
    return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? [[name, `${value}`]] : [];
  }));
}
