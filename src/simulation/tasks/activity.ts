import type { TaskEvents, TaskKind } from './task-kind';

/** Who the history names as the worker, since nobody polls. */
const WORKER = 'simulator';

function events(resource: string): TaskEvents {
  return {
    scheduled: (input, limits) => ({
      type: 'ActivityScheduled',
      details: { resource, input, timeoutInSeconds: limits.timeout, heartbeatInSeconds: limits.heartbeat },
    }),
    started: () => ({ type: 'ActivityStarted', details: { workerName: WORKER } }),
    submitted: () => undefined,
    succeeded: (output) => ({ type: 'ActivitySucceeded', details: { output } }),
    failed: (error, cause) => ({ type: 'ActivityFailed', details: { error, cause } }),
    timedOut: (error, cause) => ({ type: 'ActivityTimedOut', details: { error, cause } }),
  };
}

/** An activity: a worker outside takes the task and answers its token. Any Resource that is nothing else names one. */
export const activity: TaskKind = {
  name: 'activity',
  target: (resource) => ({
    resource, service: 'activity', action: '', pattern: 'WAIT_FOR_TASK_TOKEN', events: events(resource), title: resource, worker: true, shape: (answered) => answered,
  }),
};
