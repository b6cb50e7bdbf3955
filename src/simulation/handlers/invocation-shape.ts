import type { FunctionError, Outcome } from './invocation';
import { isObject, type Json, type JsonObject } from '../../asl';
import type { ResourceModel } from '../../assembly';
import type { Answer, Call } from '../tasks/call';

/** What a call sends to a function. */
export interface InvocationEvent {
  readonly payload: Json;
  /** The ARN that the caller used. */
  readonly invokedArn: string;
}

/** How one way to call a function puts its payload and its answer. */
interface CallShape {
  matches(call: Call): boolean;
  payload(request: JsonObject, call: Call): Json;
  returned(payload: Json, version: string): Json;
  /** undefined where the call itself succeeds and its response tells the error */
  threw?(error: FunctionError, version: string): Json;
}

const FAILED = 'Unhandled';

const SHAPES: readonly CallShape[] = [
  {
    // the function's ARN as the Resource: input and output are the payloads
    matches: (call) => call.resource.includes(':function:'),
    payload: (_, call) => call.request,
    returned: (payload) => payload,
  },
  {
    matches: (call) => call.service === 'lambda',
    payload: (request) => request.Payload ?? {},
    returned: (Payload, ExecutedVersion) => ({ ExecutedVersion, Payload, StatusCode: 200 }),
  },
  {
    // the SDK's own action: payloads are text, and a failed function is no failed call
    matches: (call) => call.service === 'aws-sdk:lambda' && call.action === 'invoke',
    payload: ({ Payload }) => (typeof Payload === 'string' ? JSON.parse(Payload) as Json : Payload ?? {}),
    returned: (payload, ExecutedVersion) => ({ ExecutedVersion, Payload: JSON.stringify(payload), StatusCode: 200 }),
    threw: (error, ExecutedVersion) => ({ ExecutedVersion, FunctionError: FAILED, Payload: JSON.stringify(error), StatusCode: 200 }),
  },
];

function shapeOf(call: Call): CallShape {
  const shape = SHAPES.find((one) => one.matches(call));
  if (!shape) throw new Error(`state '${call.state}' calls ${call.service}:${call.action}, which is no invocation of a function: its code cannot answer`);
  return shape;
}

/** The event that the handler gets. */
export function eventOf(call: Call, resource: ResourceModel): InvocationEvent {
  const shape = shapeOf(call);
  const request = isObject(call.request) ? call.request : {};
  const type = request.InvocationType ?? 'RequestResponse';
  if (type !== 'RequestResponse' && call.service !== 'activity') {
    throw new Error(`state '${call.state}' invokes '${resource.logicalId}' with InvocationType '${String(type)}': only RequestResponse runs its code; mock the call`);
  }
  // a copy: the handler may change its event
  const payload = JSON.parse(JSON.stringify(shape.payload(request, call))) as Json;
  return { payload, invokedArn: invokedArn(request, call, resource) };
}

function invokedArn(request: JsonObject, call: Call, resource: ResourceModel): string {
  const named = call.resource.includes(':function:') ? call.resource : String(request.FunctionName ?? resource.arn);
  const arn = named.startsWith('arn:') ? named : resource.arn;
  return typeof request.Qualifier === 'string' ? `${arn}:${request.Qualifier}` : arn;
}

/** The answer to a call for what its function did. */
export function answerOf(call: Call, outcome: Outcome): Answer {
  const shape = shapeOf(call);
  const qualifier = isObject(call.request) ? String(call.request.Qualifier ?? /:function:[^:]+:(\d+)$/.exec(String(call.request.FunctionName))?.[1] ?? '') : '';
  const version = /^\d+$/.test(qualifier) ? qualifier : '$LATEST';
  if (outcome.kind === 'threw' && !shape.threw) {
    return { kind: 'failure', error: outcome.error.errorType, cause: JSON.stringify(outcome.error) };
  }
  const output = outcome.kind === 'returned' ? shape.returned(outcome.payload, version) : shape.threw!(outcome.error, version);
  return call.pattern === 'WAIT_FOR_TASK_TOKEN' ? { kind: 'awaited', submitted: output } : { kind: 'output', output };
}
