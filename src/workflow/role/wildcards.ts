import { aws_iam as iam, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import type { PermissionNeed } from '../../iam';
import { acknowledge } from '../acknowledge';

/** Says why each `*` in a policy is there, where rules against wildcards look for a reason. */
export function acknowledgeWildcards(policy: iam.Policy, needs: readonly PermissionNeed[]): void {
  for (const need of needs) {
    const reason = need.wildcardReason ?? `${need.reason}: the definition names it no closer`;
    for (const resource of need.resources) acknowledgeWildcard(policy, resource, reason);
  }
}

/**
 * Says why an ARN with a `*` is in the policies at or below a construct. The id of the finding (cdk-nag's AwsSolutions-IAM5)
 * holds the ARN as the template says it, which is known when synthesis validates the construct tree and not before.
 */
export function acknowledgeWildcard(at: IConstruct, arn: string, reason: string): void {
  at.node.addValidation({
    validate: () => {
      const text = flatten(Stack.of(at).resolve(arn));
      if (text.includes('*')) acknowledge(at, `AwsSolutions-IAM5[Resource::${text}]`, reason);
      return [];
    },
  });
}

type Intrinsic = { 'Ref'?: string; 'Fn::GetAtt'?: [string, string]; 'Fn::Join'?: [string, unknown[]]; 'Fn::ImportValue'?: unknown };

/** An ARN on one line: references in angle brackets, as cdk-nag writes them. */
function flatten(value: unknown): string {
  if (typeof value === 'string') return value.replace(/\$\{/g, '<').replace(/\}/g, '>');
  const intrinsic = value as Intrinsic;
  if (intrinsic['Fn::Join'] !== undefined) return intrinsic['Fn::Join'][1].map(flatten).join(intrinsic['Fn::Join'][0]);
  if (intrinsic['Fn::GetAtt'] !== undefined) return `<${intrinsic['Fn::GetAtt'].join('.')}>`;
  if (intrinsic['Fn::ImportValue'] !== undefined) return flatten(intrinsic['Fn::ImportValue']);
  return intrinsic.Ref === undefined ? JSON.stringify(value) : `<${intrinsic.Ref}>`;
}
