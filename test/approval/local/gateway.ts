import type * as http from 'node:http';
import { bodyOf, listen, type LocalServer } from './aws-endpoint';
import { type Caller, matched, proxyEvent, type Resource, STAGE } from './proxy-event';
import { FunctionError, type LambdaFunction } from './sandbox';

/** Says who calls, or nothing when API Gateway would let nobody in. */
export type Authorizer = (request: http.IncomingMessage) => Promise<Caller | undefined>;

export interface GatewayProps {
  readonly decisions: LambdaFunction;
  /** Who may call a resource. @default - everybody */
  readonly authorizers: Partial<Record<Resource, Authorizer>>;
  /** Whether bodies reach the function in base64, as with binary media types. @default false */
  readonly base64?: boolean;
}

/** API Gateway takes no more: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const MAX_PAYLOAD_BYTES = 10 * 1024 * 1024;

/** A REST API with a Lambda proxy integration: HTTP in, events to the function, its answers out, its failures as API Gateway words them. */
export async function startGateway(props: GatewayProps): Promise<LocalServer> {
  const server = await listen(async (request, response) => {
    const url = new URL(request.url!, 'http://local');
    if (!url.pathname.startsWith(`/${STAGE}/`)) return refuse(response, 403, 'Forbidden');
    const body = await bodyOf(request);
    if (body.length > MAX_PAYLOAD_BYTES) return refuse(response, 413, 'Request Too Long');
    const { resource } = matched(url.pathname.slice(`/${STAGE}`.length));
    const authorizer = props.authorizers[resource];
    const caller = authorizer ? await authorizer(request) : {};
    if (!caller) return refuse(response, 401, 'Unauthorized');
    try {
      send(response, request.method === 'HEAD', await props.decisions.invoke(proxyEvent(request, body, props.base64 ?? false, caller)));
    } catch (error) {
      if (!(error instanceof FunctionError || error instanceof MalformedAnswer)) throw error;
      refuse(response, 502, 'Internal server error');
    }
  });
  return { url: `${server.url}/${STAGE}`, stop: server.stop };
}

class MalformedAnswer extends Error {}

interface ProxyAnswer {
  readonly statusCode: number;
  readonly headers?: Record<string, string>;
  readonly multiValueHeaders?: Record<string, string[]>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

function send(response: http.ServerResponse, head: boolean, answer: ProxyAnswer): void {
  if (!Number.isInteger(answer?.statusCode) || typeof (answer.body ?? '') !== 'string') throw new MalformedAnswer();
  const body = Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8');
  try {
    response.statusCode = answer.statusCode;
    for (const [name, value] of Object.entries({ ...answer.headers, ...answer.multiValueHeaders })) response.setHeader(name, value);
  } catch {
    // a line break in a header, say
    throw new MalformedAnswer();
  }
  response.setHeader('Content-Length', body.length);
  response.end(head ? undefined : body);
}

function refuse(response: http.ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ message }));
}
