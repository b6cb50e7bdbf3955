import { IntegrationPattern } from './call';
import { serviceEvents } from './service-events';
import type { TaskKind, TaskTarget } from './task-kind';

const RESOURCE = /^arn:[^:]*:states:[^:]*:[^:]*:(aws-sdk:[^:]+|[^:]+):([^.:]+)(\.sync:2|\.sync|\.waitForTaskToken)?$/;
const PATTERNS: Readonly<Record<string, IntegrationPattern>> = { '.sync': 'RUN_JOB', '.sync:2': 'RUN_JOB', '.waitForTaskToken': 'WAIT_FOR_TASK_TOKEN' };

/** The parts of a service integration's Resource. */
export interface ServiceResource {
  readonly service: string;
  readonly action: string;
  /** `.sync`, `.sync:2`, `.waitForTaskToken` or nothing */
  readonly suffix: string;
}

/** Reads `arn:aws:states:::SERVICE:ACTION[.PATTERN]`. */
export function serviceResource(resource: string): ServiceResource | undefined {
  const found = RESOURCE.exec(resource);
  if (!found || found[1] === 'activity') return undefined;
  return { service: found[1], action: found[2], suffix: found[3] ?? '' };
}

/** The target of a service integration, as far as all of them are alike. */
export function serviceTarget(resource: string, { service, action, suffix }: ServiceResource): TaskTarget {
  const pattern = PATTERNS[suffix] ?? 'REQUEST_RESPONSE';
  return {
    resource,
    service,
    action,
    pattern,
    events: serviceEvents(service, `${action}${suffix}`, pattern),
    title: service,
    worker: pattern === 'WAIT_FOR_TASK_TOKEN',
    shape: (answered) => answered,
  };
}

/** Optimized integrations, HTTP tasks and actions of the AWS SDK, in their three patterns. */
export const serviceIntegration: TaskKind = {
  name: 'service integration',
  target(resource) {
    const parts = serviceResource(resource);
    return parts && serviceTarget(resource, parts);
  },
};
