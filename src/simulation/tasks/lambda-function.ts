import type { TaskEvents, TaskKind } from './task-kind';

const FUNCTION = /^arn:[^:]*:lambda:[^:]*:[^:]*:function:/;

function events(resource: string): TaskEvents {
  return {
    scheduled: (input, limits, credentials) => ({
      type: 'LambdaFunctionScheduled',
      details: { resource, input, timeoutInSeconds: limits.timeout, taskCredentials: credentials },
    }),
    started: () => ({ type: 'LambdaFunctionStarted', details: undefined }),
    submitted: () => undefined,
    succeeded: (output) => ({ type: 'LambdaFunctionSucceeded', details: { output } }),
    failed: (error, cause) => ({ type: 'LambdaFunctionFailed', details: { error, cause } }),
    timedOut: (error, cause) => ({ type: 'LambdaFunctionTimedOut', details: { error, cause } }),
  };
}

/** A Lambda function's ARN as the Resource: the function gets the state's input and its return value is the result. */
export const lambdaFunction: TaskKind = {
  name: 'Lambda function',
  target: (resource) => (FUNCTION.test(resource) ? {
    resource, service: 'lambda', action: 'invoke', pattern: 'REQUEST_RESPONSE', events: events(resource), title: resource, worker: false, shape: (answered) => answered,
  } : undefined),
};
