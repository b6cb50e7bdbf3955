import type { JsonObject } from '../asl';

/** An IAM role of the assembly. */
export interface RoleModel {
  readonly logicalId: string;
  readonly constructPath?: string;
  readonly arn: string;
  readonly name: string;
  /** Statements of all its policies that the assembly holds: inline, attached, managed. */
  readonly statements: readonly StatementModel[];
  /** Names of its managed policies that AWS owns or that are outside the assembly (`service-role/AWSLambdaBasicExecutionRole`). */
  readonly managedPolicyNames: readonly string[];
  /** ARN of its permissions boundary. */
  readonly permissionsBoundaryArn?: string;
}

/** One statement of a policy, its lists always lists. */
export interface StatementModel {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly conditions?: JsonObject;
  /** Logical id of the resource that holds the statement. */
  readonly policyLogicalId: string;
}
