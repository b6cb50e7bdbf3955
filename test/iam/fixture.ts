import { parseDefinition } from '../../src/asl';
import { derivePermissions, PermissionContext, PermissionNeed } from '../../src/iam';

/** A workflow in us-east-1 of account 111122223333 that allows nothing dynamic. */
export const CONTEXT: PermissionContext = {
  partition: 'aws',
  region: 'us-east-1',
  account: '111122223333',
  machineArn: 'arn:aws:states:us-east-1:111122223333:stateMachine:Orders',
  machineName: 'Orders',
  workflowType: 'STANDARD',
};

/** What a task named `Call` needs, or why that cannot be told. */
export function ofTask(resource: string, args: unknown, context: Partial<PermissionContext> = {}, more: object = {}) {
  return derive({ Call: { Type: 'Task', Resource: resource, Arguments: args, End: true, ...more } }, context);
}

/** What JSONata states need. */
export function derive(states: object, context: Partial<PermissionContext> = {}, queryLanguage: string = 'JSONata') {
  const source = { StartAt: Object.keys(states)[0], QueryLanguage: queryLanguage, States: states };
  return derivePermissions(parseDefinition(source as never), { ...CONTEXT, ...context });
}

/** Needs without reasons and states: one line each, `actions on resources [if conditions]`. */
export function lines(derived: { readonly needs: readonly PermissionNeed[] }): string[] {
  return derived.needs.map(({ actions, resources, conditions }) =>
    `${actions.join(' ')} on ${resources.join(' ')}${conditions === undefined ? '' : ` if ${JSON.stringify(conditions)}`}`);
}

export function messages(derived: { readonly diagnostics: readonly { readonly message: string }[] }): string[] {
  return derived.diagnostics.map(({ message }) => message);
}
