import { didYouMean } from '../../asl';
import type { Call } from '../call';
import { ActionFacts, serviceFacts } from '../facts';
import { tellKeyUse } from '../keys';
import type { KnownResource } from '../permission-context';
import { ACTION_NAMES } from './action-names';
import { tellPassedRoles } from './passed-roles';
import { openArn, resolveType } from './resolve-type';
import { prefixOf, serviceNames } from './service-prefix';
import { specialOperation } from './special-operations';

/** Tells what a call of the AWS SDK needs: `arn:aws:states:::aws-sdk:SERVICE:OPERATION`. */
export function tellSdkCall(call: Call, service: string, operation: string): void {
  const prefix = prefixOf(service);
  if (prefix === undefined) {
    call.report('UNKNOWN_SERVICE', 'Resource', service, `calls '${service}', which is no service of the AWS SDK${didYouMean(service, serviceNames())}`);
    return;
  }
  const name = operation[0].toUpperCase() + operation.slice(1);
  const special = specialOperation(prefix, name);
  if (special !== undefined) special(call, name);
  else tellActions(call, service, prefix, name);
  tellPassedRoles(call, prefix, name);
}

/** The IAM actions of an SDK operation; nothing when there is no such operation. */
export function actionsOf(prefix: string, operation: string): readonly ActionFacts[] | undefined {
  const facts = serviceFacts(prefix)!;
  const renamed = Object.entries(ACTION_NAMES[prefix] ?? {}).find(([name]) => name.toLowerCase() === operation.toLowerCase());
  const actions = (renamed?.[1] ?? [operation]).map((action) => facts.get(action.toLowerCase()));
  return actions.every((action) => action !== undefined) ? actions : undefined;
}

function tellActions(call: Call, service: string, prefix: string, operation: string): void {
  const actions = actionsOf(prefix, operation);
  if (actions === undefined) {
    const names = [...[...serviceFacts(prefix)!.values()].map(({ name }) => name.split(':')[1]), ...Object.keys(ACTION_NAMES[prefix] ?? {})]
      .map((name) => name[0].toLowerCase() + name.slice(1));
    const asked = operation[0].toLowerCase() + operation.slice(1);
    call.report('UNKNOWN_ACTION', 'Resource', asked, `calls '${asked}' of ${service}, which AWS does not have${didYouMean(asked, names)}`);
    return;
  }
  for (const action of actions) tellAction(call, action);
}

/** Adds the need of one action on what the arguments name. */
export function tellAction(call: Call, action: ActionFacts): void {
  const reason = `calls ${call.name}`;
  if (action.resourceTypes.length === 0) {
    call.need([action.name], ['*'], reason, { wildcardReason: 'IAM knows no resources for this action' });
    return;
  }
  const resources = resourcesOf(call, action);
  if (resources === undefined) return;
  if (resources.length === 0) {
    call.need([action.name], ['*'], reason, { wildcardReason: 'the call names none of the resources that this action can be limited to' });
    return;
  }
  call.need([action.name], resources.map(({ arn }) => arn), reason);
  tellKeyUse(call, resources, ['kms:Decrypt', 'kms:GenerateDataKey'], 'reads and writes what is encrypted');
}

/** What an action reaches; nothing when that has been reported. */
function resourcesOf(call: Call, action: ActionFacts): KnownResource[] | undefined {
  const types = [...action.resourceTypes].sort((a, b) => a.arn.length - b.arn.length).map((type) => ({ type, resolution: resolveType(call, type) }));
  if (types.some(({ resolution }) => resolution.state === 'reported')) return undefined;
  const complete = types.filter(({ resolution }) => resolution.state === 'given' && resolution.complete);
  const partial = types.filter(({ resolution }) => resolution.state === 'given' && !resolution.complete);
  const open = types.filter(({ resolution }) => resolution.state === 'dynamic');
  const chosen = [...complete, ...partial.filter(({ type }) => complete.length === 0 || type.required)];
  const resources = chosen.flatMap(({ resolution }) => resolution.state === 'given' ? resolution.resources : []);
  // several types may stand for one argument (a function, its alias, its version): the argument is asked for once
  const asked = new Set<string>();
  let told = true;
  for (const { type, resolution } of open) {
    if (resolution.state !== 'dynamic' || asked.has(resolution.argument.field)) continue;
    asked.add(resolution.argument.field);
    const allowed = call.allowedResources(type.kind, resolution.argument);
    if (allowed === undefined) told = false;
    else resources.push(...allowed);
  }
  if (!told) return undefined;
  // what a call creates, or lists, is of a required type that no argument names
  if (asked.size === 0 || chosen.length > 0) {
    for (const { type, resolution } of types) {
      if (type.required && resolution.state === 'absent') resources.push({ kind: type.kind, arn: openArn(call, type) });
    }
  }
  return resources;
}
