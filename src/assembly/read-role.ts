import { isObject, type Json, type JsonObject } from '../asl';
import type { RoleModel, StatementModel } from './role-model';
import type { StackResource } from './template/stack-resource';

/** Reads a role with every policy of the assembly that is attached to it. */
export function readRole(role: StackResource, all: readonly StackResource[]): RoleModel {
  const arns = strings(role.property('ManagedPolicyArns'));
  const managed = all.filter((policy) => MANAGED.has(policy.type) && (arns.includes(policy.arn) || attachedTo(policy, role)));
  const attached = all.filter((policy) => ATTACHED.has(policy.type) && attachedTo(policy, role));
  const own = managed.map((policy) => policy.arn);
  const boundary = role.property('PermissionsBoundary');
  return {
    logicalId: role.logicalId,
    constructPath: role.constructPath,
    arn: role.arn,
    name: role.name,
    statements: [
      ...list(role.property('Policies')).flatMap((policy) => statementsOf(isObject(policy) ? policy.PolicyDocument : undefined, role.logicalId)),
      ...[...attached, ...managed].flatMap((policy) => statementsOf(policy.property('PolicyDocument'), policy.logicalId)),
    ],
    managedPolicyNames: arns.filter((arn) => !own.includes(arn)).map((arn) => arn.replace(/^.*:policy\//, '')),
    permissionsBoundaryArn: typeof boundary === 'string' ? boundary : undefined,
  };
}

const MANAGED = new Set(['AWS::IAM::ManagedPolicy']);
const ATTACHED = new Set(['AWS::IAM::Policy', 'AWS::IAM::RolePolicy']);

function attachedTo(policy: StackResource, role: StackResource): boolean {
  return policy.property('RoleName') === role.name || strings(policy.property('Roles')).includes(role.name);
}

function statementsOf(document: Json | undefined, policyLogicalId: string): StatementModel[] {
  const statements = isObject(document) ? document.Statement : undefined;
  const all = Array.isArray(statements) ? statements as Json[] : [statements];
  return all.filter(isObject).map((statement) => readStatement(statement, policyLogicalId));
}

function readStatement(statement: JsonObject, policyLogicalId: string): StatementModel {
  const model: { -readonly [K in keyof StatementModel]: StatementModel[K] } = { effect: statement.Effect === 'Deny' ? 'Deny' : 'Allow', policyLogicalId };
  if (typeof statement.Sid === 'string') model.sid = statement.Sid;
  if (statement.Action !== undefined) model.actions = strings(statement.Action);
  if (statement.NotAction !== undefined) model.notActions = strings(statement.NotAction);
  if (statement.Resource !== undefined) model.resources = strings(statement.Resource);
  if (statement.NotResource !== undefined) model.notResources = strings(statement.NotResource);
  if (isObject(statement.Condition)) model.conditions = statement.Condition;
  return model;
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value as Json[] : [];
}

function strings(value: Json | undefined): string[] {
  return (Array.isArray(value) ? value as Json[] : [value]).filter((member) => typeof member === 'string');
}
