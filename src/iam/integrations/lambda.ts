import { isArn, parseArn } from '../arn';
import type { Call, ResourceForm } from '../call';
import { CALLS_BACK, Integration } from '../integration';
import { splitOutsideTokens } from '../tokens';

/** A function by name, partial ARN (`123456789012:function:Name`) or ARN, each with a version or alias perhaps. */
export function lambdaFunction(call: Call): ResourceForm {
  return {
    kind: 'lambda:function',
    arn: (name) => {
      const parts = splitOutsideTokens(name, ':');
      if (parts[1] === 'function' && parts.length > 2) {
        return `arn:${call.context.partition}:lambda:${call.context.region}:${parts[0]}:${parts.slice(1).join(':')}`;
      }
      return call.arn('lambda', `function:${name}`);
    },
  };
}

/**
 * `$LATEST` is not a version of its own to IAM: a call of `Name:$LATEST` is authorized on the ARN as it is called,
 * so the ARN stays as the definition writes it.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 */
function tellInvoke(call: Call): void {
  const functions = call.resources(lambdaFunction(call), 'FunctionName');
  const qualifier = call.given('Qualifier');
  const arns = functions?.map(({ arn }) => qualifier === undefined || isQualified(arn) ? arn : `${arn}:${qualifier.pattern}`);
  call.need(['lambda:InvokeFunction'], arns, 'invokes the function');
}

function isQualified(arn: string): boolean {
  return isArn(arn) && splitOutsideTokens(parseArn(arn)!.resource, ':').length > 2;
}

export const lambda: Integration = {
  service: 'lambda',
  actions: { invoke: { patterns: CALLS_BACK, tell: tellInvoke } },
};
