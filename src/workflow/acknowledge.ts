import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Gives the reason why a rule's finding at or below a construct is meant to be.
 *
 * An id of cdk-nag may hold an ARN in brackets, and an ARN has a `::` of its own. aws-cdk-lib before 2.269.0 takes that for a second
 * namespace and throws; the acknowledgement is then written where `Validations` writes it and cdk-nag looks for it.
 */
export function acknowledge(at: IConstruct, id: string, reason: string): void {
  try {
    Validations.of(at).acknowledge({ id, reason });
  } catch (error) {
    if (!id.includes('::')) throw error;
    at.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [`Annotation::${id}`]: reason });
  }
}
