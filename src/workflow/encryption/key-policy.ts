import { Annotations, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';

/**
 * Adds to the policy of a key. That of an imported key cannot be changed: its owner is warned of what it has to allow, as AWS would
 * refuse the deployment or, worse, lose what is sent.
 */
export function addToKeyPolicy(key: kms.IKey, service: string, statement: iam.PolicyStatement): void {
  if (key.addToResourcePolicy(statement).statementAdded) return;
  const warning = `the key is imported, so its policy stays as it is: it has to let ${service} use the key (${statement.actions.join(', ')})`;
  if (key.node.metadata.some(({ data }) => String(data).startsWith(warning))) return;
  Annotations.of(key).addWarningV2(`cdk-stepwise:imported-key-${service}`, warning);
}
