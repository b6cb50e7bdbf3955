import { aws_iam as iam, aws_stepfunctions as sfn, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ownArnPatterns } from './own-arn';
import { warnOfSize } from './policy-size';
import { acknowledgeWildcards } from './wildcards';
import type { PermissionNeed } from '../../iam';

/** Policies of the derived permissions. */
export interface ExecutionPolicies {
  /** What the state machine waits for before it is created or changed. */
  readonly policy?: iam.Policy;
  /** What names the state machine itself, so that it comes after. */
  readonly ownPolicy?: iam.Policy;
}

/**
 * A role that Step Functions can take for this workflow only.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html#prevent-cross-service-confused-deputy
 */
export function createExecutionRole(scope: Construct, name: string | undefined, machine: () => sfn.CfnStateMachine): iam.Role {
  return new iam.Role(scope, 'Role', {
    description: `Executions of the workflow ${scope.node.path}`,
    assumedBy: new iam.ServicePrincipal('states.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
        ArnLike: { 'aws:SourceArn': ownArnPatterns(scope, name, machine) },
      },
    }),
  });
}

/** The role for CDK's state machine, which would add what its task classes happen to grant: it takes no policies. */
export function roleAsItIs(scope: Construct, role: iam.IRole): iam.IRole {
  return role instanceof iam.Role ? role.withoutPolicyUpdates() : iam.Role.fromRoleArn(scope, 'RoleAsItIs', role.roleArn, { mutable: false });
}

/** Writes the needs into policies of the role; a role `withoutPolicyUpdates()` stays as it is. */
export function writePolicies(scope: Construct, role: iam.IRole, machine: sfn.StateMachine, needs: readonly PermissionNeed[]): ExecutionPolicies {
  const resource = machine.node.defaultChild as sfn.CfnStateMachine;
  const policy = attach(scope, 'Policy', role, needs.filter((need) => !need.self));
  const ownPolicy = attach(scope, 'OwnPolicy', role, needs.filter((need) => need.self));
  if (policy !== undefined) resource.node.addDependency(policy);
  warnOfSize(scope, needs.map(statement));
  return { policy, ownPolicy };
}

function attach(scope: Construct, id: string, role: iam.IRole, needs: readonly PermissionNeed[]): iam.Policy | undefined {
  if (needs.length === 0) return undefined;
  const sorted = inStableOrder(scope, needs);
  const policy = new iam.Policy(scope, id, {
    document: new iam.PolicyDocument({ minimize: false, statements: sorted.map(statement) }),
  });
  role.attachInlinePolicy(policy);
  // attachInlinePolicy tells the policy its role, unless the role takes no updates: then it belongs to nobody and is not synthesized
  acknowledgeWildcards(policy, sorted);
  return policy;
}

function statement(need: PermissionNeed): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: [...need.actions], resources: [...need.resources], conditions: need.conditions });
}

/** Needs sort by their token markers, whose numbers depend on the rest of the app: order them by what the template will say. */
function inStableOrder(scope: Construct, needs: readonly PermissionNeed[]): PermissionNeed[] {
  const shown = (value: unknown) => JSON.stringify(Stack.of(scope).resolve(value));
  const byText = <T>(values: readonly T[], key: (value: T) => unknown): T[] => values
    .map((value) => ({ value, text: shown(key(value)) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ value }) => value);
  return byText(needs.map((need) => ({ ...need, resources: byText(need.resources, (arn) => arn) })),
    ({ actions, resources, conditions }) => [actions, resources, conditions]);
}
