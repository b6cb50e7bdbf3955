import { Duration } from 'aws-cdk-lib';
import { parseJson } from './json-text';
import { Mock } from './mocks/mock';
import { requestOf } from './mocks/request';
import { Run } from './run/run';
import type { StartOptions } from './run/start-options';
import type { ServiceRequest } from './service-request';
import type { ServiceResponse } from './service-response';
import type { SimulatedWorkflow } from './simulated-workflow';
import type { Answer, Call } from './tasks/call';

/**
 * A mock that answers with a promise (TypeScript only). Workflows that call it are started with `startAsync`; virtual
 * time stands still until the promise settles.
 */
export function asyncHandler(handle: (request: ServiceRequest) => Promise<ServiceResponse>): Mock {
  return Mock._of((call) => promised(call, handle(requestOf(call))));
}

/** Starts a workflow whose handlers answer with promises (TypeScript only). */
export async function startAsync(workflow: SimulatedWorkflow, options: StartOptions = {}): Promise<Run> {
  const { run } = workflow._begin(options);
  await run._settle();
  return run;
}

/**
 * Runs on after a run of `startAsync` was answered or stopped, or lets time pass, and waits for the handlers that answer with promises
 * (TypeScript only).
 *
 * @param time how much virtual time passes; without it, none that nobody waits for
 */
export async function settleAsync(run: Run, time?: Duration): Promise<void> {
  await run._settle(time);
}

function promised(call: Call, promise: Promise<ServiceResponse>): Answer {
  return {
    kind: 'promised',
    whenSettled: (use) => {
      promise.then(
        (response) => use(answerOf(response, call)),
        (problem) => use({ kind: 'failure', error: problem instanceof Error ? problem.name : 'Error', cause: problem instanceof Error ? problem.message : String(problem) }),
      );
    },
  };
}

function answerOf(response: ServiceResponse, call: Call): Answer {
  if (response.outputJson === undefined) return { kind: 'failure', error: response.errorName, cause: response.cause };
  const output = parseJson(response.outputJson, 'the response of a handler');
  return call.pattern === 'WAIT_FOR_TASK_TOKEN' ? { kind: 'awaited', submitted: output } : { kind: 'output', output };
}
