import { randomUUID } from 'node:crypto';
import type * as http from 'node:http';

/** The stage of the local API. API Gateway's own addresses have it in their path, so a page that links to `/requests/...` would fail here too. */
export const STAGE = 'prod';

/** What an authorizer lets the function know of the caller. */
export interface Caller {
  /** `requestContext.authorizer` */
  readonly authorizer?: Record<string, unknown>;
  /** members of `requestContext.identity` */
  readonly identity?: Record<string, string>;
}

/** The API's resources, as paths of API Gateway. */
export const RESOURCES = ['/requests/{id}', '/decisions/{id}'] as const;
export type Resource = typeof RESOURCES[number] | '/{proxy+}';

/**
 * The event of a Lambda proxy integration, payload format 1.0, as API Gateway would make it of a request.
 *
 * Source: "Input format of a Lambda function for proxy integration" in the developer guide of API Gateway.
 */
export function proxyEvent(request: http.IncomingMessage, body: Buffer, base64: boolean, caller: Caller): Record<string, any> {
  const url = new URL(request.url!, 'http://local');
  const path = url.pathname.slice(`/${STAGE}`.length);
  const { resource, pathParameters } = matched(path);
  const multiValueHeaders = headersOf(request);
  const multiValueQuery = grouped([...url.searchParams]);
  const now = new Date();
  return {
    resource,
    path,
    httpMethod: request.method,
    headers: lastOfEach(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: nullWhenEmpty(lastOfEach(multiValueQuery)),
    multiValueQueryStringParameters: nullWhenEmpty(multiValueQuery),
    pathParameters,
    stageVariables: null,
    requestContext: {
      accountId: '123456789012',
      apiId: 'local',
      domainName: request.headers.host,
      domainPrefix: 'local',
      extendedRequestId: randomUUID(),
      httpMethod: request.method,
      identity: { sourceIp: '127.0.0.1', userAgent: request.headers['user-agent'] ?? null, userArn: null, caller: null, ...caller.identity },
      path: url.pathname,
      protocol: 'HTTP/1.1',
      requestId: randomUUID(),
      requestTime: requestTime(now),
      requestTimeEpoch: now.getTime(),
      resourceId: 'local',
      resourcePath: resource,
      stage: STAGE,
      ...caller.authorizer && { authorizer: caller.authorizer },
    },
    body: body.length === 0 ? null : body.toString(base64 ? 'base64' : 'utf8'),
    isBase64Encoded: base64 && body.length > 0,
  };
}

export function matched(path: string): { resource: Resource; pathParameters: Record<string, string> } {
  for (const resource of RESOURCES) {
    const prefix = resource.slice(0, -'{id}'.length);
    const id = path.slice(prefix.length);
    if (path.startsWith(prefix) && id !== '' && !id.includes('/')) return { resource, pathParameters: { id: decodeURIComponent(id) } };
  }
  return { resource: '/{proxy+}', pathParameters: { proxy: path.slice(1) } };
}

/** Names keep the letters of the client, unlike those of Node. */
function headersOf(request: http.IncomingMessage): Record<string, string[]> {
  const pairs: [string, string][] = [];
  for (let at = 0; at < request.rawHeaders.length; at += 2) pairs.push([request.rawHeaders[at], request.rawHeaders[at + 1]]);
  return grouped([...pairs, ['X-Forwarded-For', '127.0.0.1'], ['X-Forwarded-Proto', 'https']]);
}

function grouped(pairs: [string, string][]): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const [name, value] of pairs) (groups[name] ??= []).push(value);
  return groups;
}

function lastOfEach(groups: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, values]) => [name, values[values.length - 1]]));
}

function nullWhenEmpty<T extends object>(groups: T): T | null {
  return Object.keys(groups).length === 0 ? null : groups;
}

/** `24/Nov/2026:13:45:00 +0000`, as in an access log */
function requestTime(at: Date): string {
  const [, day, month, year, time] = /\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString())!;
  return `${day}/${month}/${year}:${time} +0000`;
}
