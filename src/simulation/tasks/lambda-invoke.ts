import { serviceResource, serviceTarget } from './service-integration';
import type { TaskKind } from './task-kind';
import { has, isObject, Json } from '../../asl';

/**
 * What a Lambda invocation answers: a mock that gives the function's own return value is put into the response that
 * the service wraps around it; a mock that gives a whole response, with its Payload, stays as it is.
 */
function invocationResponse(answered: Json): Json {
  return isObject(answered) && has(answered, 'Payload') ? answered : { ExecutedVersion: '$LATEST', Payload: answered, StatusCode: 200 };
}

/** `arn:aws:states:::lambda:invoke`. */
export const lambdaInvoke: TaskKind = {
  name: 'Lambda, as a service',
  target(resource) {
    const parts = serviceResource(resource);
    if (parts?.service !== 'lambda' || parts.action !== 'invoke') return undefined;
    const target = serviceTarget(resource, parts);
    return { ...target, shape: target.pattern === 'REQUEST_RESPONSE' ? invocationResponse : target.shape };
  },
};
