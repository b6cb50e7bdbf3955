import { ApiEvent } from './http/api-event';
import { nameOf } from './request/approval-request';

/** How API Gateway knows who calls. */
export type Authorization = 'NONE' | 'COGNITO' | 'JWT' | 'IAM';

/** Who calls, lower-cased, and how that is known. Nobody is signed in where `via` is `LINK`. */
export type Caller = { readonly via: 'LINK' } | { readonly via: 'COGNITO' | 'JWT' | 'IAM'; readonly identity: string };

/** No name of a person or role is longer: an IAM ARN has 2,048 characters at most. */
const NAME = /^[^\u0000-\u001f\u007f]{1,2048}$/;

/** @throws where the text is no authorization */
export function authorizationOf(text: string): Authorization {
  const known = (['NONE', 'COGNITO', 'JWT', 'IAM'] as const).find((authorization) => authorization === text);
  if (!known) throw new Error('AUTHORIZATION is none of NONE, COGNITO, JWT, IAM');
  return known;
}

/**
 * Who calls, as API Gateway's authorizer says. The claim `email` is taken only where the sign-in says that it is verified, for some issuers let
 * people write any address there; where it does not say so, the address is nobody's. Claims of other names are taken as they are.
 *
 * @returns undefined where an authorizer was to say and did not
 */
export function callerOf(event: ApiEvent, authorization: Authorization, claim: string): Caller | undefined {
  if (authorization === 'NONE') return { via: 'LINK' };
  const identity = authorization === 'IAM' ? principalOf(event) : claimOf(event, authorization, claim);
  return identity !== undefined && NAME.test(identity) ? { via: authorization, identity: nameOf(identity) } : undefined;
}

function claimOf(event: ApiEvent, authorization: 'COGNITO' | 'JWT', claim: string): string | undefined {
  const authorizer = event.requestContext?.authorizer;
  const claims = authorization === 'COGNITO' ? authorizer?.claims : authorizer;
  if (typeof claims !== 'object' || claims === null) return undefined;
  const value = own(claims, claim);
  const verified = own(claims, 'email_verified'); // a boolean in OpenID Connect, and text once API Gateway hands it on
  if (claim === 'email' && verified !== true && verified !== 'true') return undefined;
  return typeof value === 'string' ? value : undefined;
}

function own(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined;
}

/**
 * The ARN of who signed the call. A session of a role is the role: its name is chosen by whoever assumes it.
 * The ARN of a session has not the path of its role, so neither has what comes out.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
function principalOf(event: ApiEvent): string | undefined {
  const arn = event.requestContext?.identity?.userArn ?? undefined;
  return arn?.replace(/^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\/.+$/, 'arn:$1:iam::$2:role/$3');
}
