import { DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, StringConcat, Token, Tokenization } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * Resolves what CDK computes late (`Lazy` values, context) and keeps what only the deployment knows as token markers,
 * so that the definition can be read at synth and a marker still leads to its construct.
 */
export function resolveKeepingReferences(scope: Construct, value: unknown): unknown {
  return Tokenization.resolve(value, { scope, resolver: new ReferenceKeeper(new StringConcat()), preparing: false });
}

class ReferenceKeeper extends DefaultTokenResolver {
  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token)) return Token.asString(token);
    const resolved: unknown = token.resolve(context);
    if (isIntrinsic(resolved)) return Token.asString(token);
    return postProcessor.postProcess(context.resolve(resolved), context);
  }
}

/** `{ Ref: … }` and `{ Fn::…: … }` are values that only the deployment knows. */
function isIntrinsic(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
}
