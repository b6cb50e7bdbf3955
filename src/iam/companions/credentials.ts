import type { TaskState } from '../../asl';
import { ArgumentReader } from '../argument-reader';
import { Call } from '../call';

/**
 * A task with credentials runs under another role, often another account's.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html
 */
export function tellAssumedRole(call: Call, task: TaskState): void {
  const credentials = new Call(task.name, call.name, call.pattern, call.context, new ArgumentReader(task.credentials, task.queryLanguage, 'Credentials'), 'Credentials');
  const roles = credentials.arns({ kind: 'iam:role', arn: (text) => text.includes('${') ? text : undefined }, 'RoleArn');
  call.need(['sts:AssumeRole'], roles, 'assumes the role that the task runs under');
  call.diagnostics.push(...credentials.diagnostics);
}
