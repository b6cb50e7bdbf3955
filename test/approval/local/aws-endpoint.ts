import * as http from 'node:http';
import type { AddressInfo } from 'node:net';

/** An error as an AWS service answers it. */
export class AwsError extends Error {
  constructor(readonly type: string, message: string, readonly status = 400) {
    super(message);
  }
}

/** One operation: the request's input in, the answer's output out, or an `AwsError`. Anything else that it throws breaks the connection off. */
export type Operation = (input: any) => unknown;

export interface LocalServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Speaks AWS JSON, so that the SDK's own clients, pointed here by `AWS_ENDPOINT_URL_*`, serialize, sign, retry and read errors as they do in Lambda.
 *
 * @param operations by what the header X-Amz-Target names, such as `AWSStepFunctions.SendTaskSuccess`
 */
export async function startAwsEndpoint(operations: Record<string, Operation>): Promise<LocalServer> {
  return listen(async (request, response) => {
    const target = String(request.headers['x-amz-target']);
    const input = JSON.parse((await bodyOf(request)).toString() || '{}');
    try {
      const operation = operations[target];
      if (!operation) throw new AwsError('UnknownOperationException', `nothing here answers ${target}`);
      answer(response, 200, await operation(input) ?? {});
    } catch (error) {
      if (error instanceof AwsError) answer(response, error.status, { __type: error.type, message: error.message });
      else response.destroy();
    }
  });
}

function answer(response: http.ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}

/** An HTTP server on a free port of the loopback interface. */
export async function listen(serve: (request: http.IncomingMessage, response: http.ServerResponse) => Promise<void>): Promise<LocalServer> {
  const server = http.createServer((request, response) => {
    serve(request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

export async function bodyOf(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
