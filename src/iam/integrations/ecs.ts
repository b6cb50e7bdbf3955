import { isArn } from '../arn';
import type { Call } from '../call';
import { Integration, WAITS_ANYHOW } from '../integration';
import { tellManagedRule } from '../managed-rule';
import { tellPassRole } from '../pass-roles';
import type { KnownResource } from '../permission-context';
import { splitOutsideTokens } from '../tokens';

/** A task definition by `family`, `family:revision` or ARN; a family alone is any of its revisions. */
export function taskDefinitionArn(call: Call, text: string): string {
  const name = splitOutsideTokens(text, ':').length > 1 ? text : `${text}:*`;
  return call.arn('ecs', `task-definition/${name}`);
}

/**
 * The task definition may be run in its cluster only; its roles are given to ECS and to nothing else.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
function tellRunTask(call: Call): void {
  const definitions = call.resources({ kind: 'ecs:task-definition', arn: (text) => taskDefinitionArn(call, text) }, 'TaskDefinition');
  const clusters = call.resources({ kind: 'ecs:cluster', arn: clusterArn, absent: () => clusterArn('default') }, 'Cluster');
  const clusterArns = clusters?.map(({ arn }) => arn) ?? [];
  const inCluster = { conditions: { ArnEquals: { 'ecs:cluster': clusterArns.length === 1 ? clusterArns[0] : clusterArns } } };
  if (clusterArns.length > 0) {
    const tasks = clusters!.map((cluster) => call.arn('ecs', `task/${call.nameOf(cluster) ?? '*'}/*`));
    call.need(['ecs:RunTask'], definitions?.map(({ arn }) => arn), 'runs the task', inCluster);
    if (call.isJob) call.need(['ecs:DescribeTasks', 'ecs:StopTask'], tasks, 'follows the task and stops it', inCluster);
    if (call.gives('Tags') || call.gives('PropagateTags')) {
      call.need(['ecs:TagResource'], tasks, 'tags the task', { conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } } });
    }
  }
  if (definitions !== undefined) tellPassRole(call, passedRoles(call, definitions), 'ecs-tasks.amazonaws.com');
  tellManagedRule(call, 'StepFunctionsGetEventsForECSTaskRule');

  function clusterArn(name: string): string {
    return call.arn('ecs', `cluster/${name}`);
  }
}

/** Task and execution roles: what the context knows of the definition, and what the call overrides. */
function passedRoles(call: Call, definitions: readonly KnownResource[]): string[] {
  const overrides = call.gives('Overrides') ? ['TaskRoleArn', 'ExecutionRoleArn'].flatMap((name) => {
    const role = call.text('Overrides', name);
    return role === undefined ? [] : [isArn(role) ? role : call.find(role, 'iam:role')?.arn ?? role];
  }) : [];
  const known = definitions.flatMap(({ passedRoleArns }) => passedRoleArns ?? []);
  if (definitions.some(({ passedRoleArns }) => passedRoleArns === undefined)) {
    const allowed = call.allowed('iam:role');
    if (allowed.length === 0 && known.length === 0) {
      call.report('UNKNOWN_RESOURCE', call.fieldOf(['TaskDefinition']), call.text('TaskDefinition'),
        'runs a task definition whose task and execution roles are not known; name them in allowedRoles');
    }
    return [...known, ...overrides, ...allowed];
  }
  return [...known, ...overrides];
}

export const ecs: Integration = {
  service: 'ecs',
  actions: { runTask: { patterns: WAITS_ANYHOW, tell: tellRunTask } },
};
