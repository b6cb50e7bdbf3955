import { Annotations, aws_iam as iam, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** What the inline policies of a role may come to. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LIMIT = 10_240;

/** About what an ARN comes to whose name CloudFormation makes. */
const REFERENCE = 90;

const PSEUDO_PARAMETERS: Readonly<Record<string, number>> = { 'AWS::Partition': 3, 'AWS::Region': 12, 'AWS::AccountId': 12 };

/** Warns of policies that IAM will hardly take: the deployment would fail, with the role half made. */
export function warnOfSize(scope: Construct, statements: readonly iam.PolicyStatement[]): void {
  const resolved = Stack.of(scope).resolve(statements.map((statement) => statement.toStatementJson())) as unknown;
  const characters = JSON.stringify(resolved, (_, value: unknown) => deployed(value)).length;
  if (characters <= LIMIT) return;
  Annotations.of(scope).addWarningV2('cdk-stepwise:role-policy-size', `the policies of its role come to about ${characters} characters, `
    + `and IAM takes ${LIMIT}: let some of its steps be a workflow of their own, which Step.startWorkflow starts`);
}

/** A text as long as what the deployment puts in the place of a reference. */
function deployed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const [[key, inner] = [''], ...others] = Object.entries(value);
  if (others.length > 0 || (key !== 'Ref' && !key.startsWith('Fn::'))) return value;
  if (key === 'Fn::Join') return (inner as [string, unknown[]])[1].map(deployed).join('');
  return 'x'.repeat(PSEUDO_PARAMETERS[inner as string] ?? REFERENCE);
}
