import { aws_lambda as lambda, Duration } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { JsonObject } from './json';
import { STEP_DEFAULTS } from './step-defaults';
import { TaskWork } from './task-work';
import { LAMBDA_ERRORS } from './transient-errors';
import { PropName } from './work-base';

/**
 * How to call a Lambda function. `arguments` is the event that the function gets. The result is what the function returns, or with
 * `WaitFor.CALLBACK` what the answer says.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 */
export interface InvokeProps extends StepProps {}

/** Calls a Lambda function. */
export class Invoke extends TaskWork {
  public readonly resource = 'lambda:invoke';
  protected readonly transientErrors = LAMBDA_ERRORS;

  constructor(private readonly fn: lambda.IFunction, props: InvokeProps) {
    super('invoke', fn.node.id, props, [WaitFor.RESPONSE, WaitFor.CALLBACK]);
  }

  protected request(): JsonObject {
    return { FunctionName: this.fn.functionArn, Payload: this.payload() };
  }

  protected defaultResult(): string {
    return this.wait === WaitFor.CALLBACK ? '$states.result' : '$states.result.Payload';
  }

  protected responseTimeout(): Duration {
    const own = (this.fn as Partial<lambda.Function>).timeout ?? STEP_DEFAULTS.functionTimeout;
    return own.plus(STEP_DEFAULTS.functionTimeoutMargin);
  }

  protected check(checks: PropChecks, prop: PropName): void {
    if (this.props.arguments !== undefined) this.checkToken(checks, prop('arguments'), this.props.arguments);
  }
}
