import type { IntegrationPattern } from './call';
import type { TaskEvents } from './task-kind';

const SUFFIX: Readonly<Record<IntegrationPattern, string>> = { REQUEST_RESPONSE: '', RUN_JOB: '.sync', WAIT_FOR_TASK_TOKEN: '.waitForTaskToken' };

/** Events of a service integration: TaskScheduled to TaskSucceeded. */
export function serviceEvents(resourceType: string, resource: string, pattern: IntegrationPattern): TaskEvents {
  const which = { resourceType, resource };
  return {
    scheduled: (request, limits, credentials, region) => ({
      type: 'TaskScheduled',
      details: {
        ...which,
        region,
        parameters: request,
        timeoutInSeconds: limits.timeout,
        heartbeatInSeconds: limits.heartbeat,
        taskCredentials: credentials,
      },
    }),
    started: () => ({ type: 'TaskStarted', details: which }),
    submitted: (output) => (SUFFIX[pattern] === '' ? undefined : { type: 'TaskSubmitted', details: { ...which, output } }),
    succeeded: (output) => ({ type: 'TaskSucceeded', details: { ...which, output } }),
    failed: (error, cause) => ({ type: 'TaskFailed', details: { ...which, error, cause } }),
    timedOut: (error, cause) => ({ type: 'TaskTimedOut', details: { ...which, error, cause } }),
  };
}
