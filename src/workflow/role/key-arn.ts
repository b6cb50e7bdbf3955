import { CfnResource, aws_kms as kms, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';

/**
 * ARN of a customer managed key, from what a resource says of it: an ARN, an id, an alias or a reference.
 * Keys that AWS manages (`alias/aws/…`) need no grant; what an alias stands for is not known.
 */
export function keyArnOf(resource: CfnResource, said: unknown): string | undefined {
  if (typeof said !== 'string' || said.startsWith('alias/aws/')) return undefined;
  if (Token.isUnresolved(said)) {
    const referenced = Tokenization.reverseString(said).firstToken;
    const target = referenced !== undefined && Reference.isReference(referenced) ? referenced.target : undefined;
    return target instanceof kms.CfnKey ? target.attrArn : said;
  }
  if (said.startsWith('arn:')) return said;
  if (said.startsWith('alias/')) return undefined;
  return Stack.of(resource).formatArn({ service: 'kms', resource: 'key', resourceName: said });
}
