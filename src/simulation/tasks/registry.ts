import { activity } from './activity';
import { bucketObjects } from './bucket-objects';
import { lambdaFunction } from './lambda-function';
import { lambdaInvoke } from './lambda-invoke';
import { mapRunDescription } from './map-run-description';
import { nestedWorkflow } from './nested-workflow';
import { serviceIntegration } from './service-integration';
import { taskAnswers } from './task-answers';
import type { TaskKind, TaskTarget } from './task-kind';

/** The kinds of tasks; the first that reads a Resource has it, and an activity is what nothing else reads. */
const KINDS: readonly TaskKind[] = [
  lambdaFunction, lambdaInvoke, nestedWorkflow, taskAnswers, mapRunDescription, bucketObjects, serviceIntegration, activity,
];

/** What a Resource calls. */
export function taskTarget(resource: string): TaskTarget {
  for (const kind of KINDS) {
    const target = kind.target(resource);
    if (target) return target;
  }
  throw new Error(`no kind of task reads the resource '${resource}'`);
}
