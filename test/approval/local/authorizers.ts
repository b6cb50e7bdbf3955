import type * as http from 'node:http';
import type { Authorizer } from './gateway';
import { STAGE } from './proxy-event';
import { FunctionError, type LambdaFunction } from './sandbox';

/** The header that stands for a SigV4 signature: API Gateway tells a function the ARN that signed, never how. */
export const SIGNED_BY = 'x-test-signed-by';

/** API Gateway's IAM authorization. */
export const iam: Authorizer = async (request) => {
  const userArn = request.headers[SIGNED_BY];
  return typeof userArn === 'string' ? { identity: { userArn, caller: 'AROAEXAMPLE:session', accountId: '123456789012' } } : undefined;
};

/** A Cognito authorizer that has checked the token already: the bearer is base64url JSON of claims, which API Gateway hands on as text. */
export const cognito: Authorizer = async (request) => {
  const token = bearer(request);
  if (!token) return undefined;
  const claims = JSON.parse(Buffer.from(token, 'base64url').toString());
  return { authorizer: { claims: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)])) } };
};

/** A REQUEST authorizer: the function decides, its context goes on. */
export function requestAuthorizer(authorize: LambdaFunction): Authorizer {
  return async (request) => {
    const { pathname } = new URL(request.url!, 'http://local');
    const path = pathname.slice(`/${STAGE}`.length);
    const methodArn = `arn:aws:execute-api:eu-west-1:123456789012:local/${STAGE}/${request.method}${path}`;
    const headers = request.headers.authorization ? { Authorization: request.headers.authorization } : {};
    try {
      const { principalId, policyDocument, context } = await authorize.invoke({ type: 'REQUEST', methodArn, path, httpMethod: request.method, headers });
      return allows(policyDocument, methodArn) ? { authorizer: { principalId, integrationLatency: 1, ...context } } : undefined;
    } catch (error) {
      if (error instanceof FunctionError) return undefined;
      throw error;
    }
  };
}

function bearer(request: http.IncomingMessage): string | undefined {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
}

function allows(policy: { Statement: { Effect: string; Action: string | string[]; Resource: string | string[] }[] }, methodArn: string): boolean {
  const covers = (pattern: string) => new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`).test(methodArn);
  return policy.Statement.some(({ Effect, Action, Resource }) => Effect === 'Allow'
    && [Action].flat().includes('execute-api:Invoke') && [Resource].flat().some(covers));
}
