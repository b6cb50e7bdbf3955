import { ArgumentReader } from './argument-reader';
import { Call } from './call';
import { didYouMean } from '../asl';
import { tellAssumedRole } from './companions/credentials';
import { INTEGRATIONS, integrationOf } from './integrations/registry';
import type { PermissionContext } from './permission-context';
import { parseTaskResource, TaskTarget } from './resource-uri';
import type { TaskState } from '../asl';
import { tellSdkCall } from './sdk/tell-sdk-call';

/**
 * Tells what the call of a task needs.
 *
 * @param tasks all tasks of the definition
 */
export function tellTask(task: TaskState, context: PermissionContext, tasks: readonly TaskState[] = []): Call {
  const target = targetOf(task, context);
  const call = callOf(task, target, context, tasks);
  // with credentials, the call is made by the role that they name, and this role needs only to assume it
  if (task.credentials !== undefined) tellAssumedRole(call, task);
  else TELL[target.kind](call, target as never);
  return call;
}

function callOf(task: TaskState, target: TaskTarget, context: PermissionContext, tasks: readonly TaskState[]): Call {
  const [field, payload] = task.queryLanguage === 'JSONata' ? ['Arguments', task.arguments] : ['Parameters', task.parameters];
  const name = 'action' in target ? `${target.service}:${target.action}` : task.resource;
  const pattern = 'pattern' in target ? target.pattern : 'REQUEST_RESPONSE';
  const others = (where: (resource: string) => boolean) => tasks.filter((other) => other !== task && where(other.resource))
    .map((other) => callOf(other, targetOf(other, context), context, []));
  return new Call(task.name, name, pattern, context, new ArgumentReader(payload, task.queryLanguage, field), field, others);
}

type Teller<Kind extends TaskTarget['kind']> = (call: Call, target: Extract<TaskTarget, { kind: Kind }>) => void;

const TELL: { readonly [Kind in TaskTarget['kind']]: Teller<Kind> } = {
  activity: () => { /* workers poll under their own role: the machine needs nothing */ },
  function: (call, { arn }) => call.need(['lambda:InvokeFunction'], [arn], 'invokes the function'),
  integration: tellIntegration,
  sdk: (call, { service, action }) => tellSdkCall(call, service, action),
  unknown: (call) => call.report('UNKNOWN_INTEGRATION', 'Resource', call.name,
    `has Resource '${call.name}', which names no function, activity or service integration; name the function in allowedFunctions`
    + ' or give the ARN of the service integration'),
};

function tellIntegration(call: Call, target: Extract<TaskTarget, { kind: 'integration' }>): void {
  const integration = integrationOf(target.service);
  if (integration === undefined) {
    call.report('UNKNOWN_INTEGRATION', 'Resource', call.name,
      `calls '${target.service}', which is no service integration${didYouMean(target.service, INTEGRATIONS.map(({ service }) => service))}`);
    return;
  }
  const action = integration.actions[target.action];
  if (action === undefined) {
    call.report('UNKNOWN_ACTION', 'Resource', call.name,
      `calls '${target.action}', which the integration of ${target.service} does not have${didYouMean(target.action, Object.keys(integration.actions))}`);
    return;
  }
  action.tell(call);
}

/** What the `Resource` names; a token leads to the function or activity that it stands for. */
function targetOf(task: TaskState, context: PermissionContext): TaskTarget {
  const known = context.lookup?.find(task.resource);
  if (known?.kind === 'lambda:function') return { kind: 'function', arn: known.arn };
  if (known?.kind === 'states:activity') return { kind: 'activity' };
  if (context.allowed?.functions?.includes(task.resource)) return { kind: 'function', arn: task.resource };
  return parseTaskResource(task.resource);
}
