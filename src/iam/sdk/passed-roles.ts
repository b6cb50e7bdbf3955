import type { Call } from '../call';
import { passRoles } from '../pass-roles';

/** Services that a role is passed to, by IAM prefix, where the principal is not `PREFIX.amazonaws.com`. */
const PRINCIPALS: Readonly<Record<string, string>> = {
  'ecs': 'ecs-tasks',
  'application-autoscaling': 'application-autoscaling',
  'elasticmapreduce': 'elasticmapreduce',
  'ssmincidents': 'ssm-incidents',
};

/** Operations that only look, or whose role is no role that the service is given. */
const PASSES_NONE = /^(Get|List|Describe|Delete|Assume|Search|Batch?Get)/;

/**
 * A role that a call hands to a service must be one that it may pass.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function tellPassedRoles(call: Call, prefix: string, operation: string): void {
  if (PASSES_NONE.test(operation) || prefix === 'sts' || prefix === 'iam') return;
  const roles = call.sent.leaves.filter(({ path }) => /^(\w*RoleArn|Role|\w*ServiceRole|\w*IamRole)$/i.test(path[path.length - 1] ?? ''));
  for (const role of roles) passRoles(call, role.path, `${PRINCIPALS[prefix] ?? prefix}.amazonaws.com`);
}
