import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AslState } from './asl-state';
import { Json } from './json';
import { Rendered, RenderOptions } from './step-work';
import { retriers, WorkBase } from './work-base';

/** A step of several states: the one branch of a Parallel state, so that the step can be retried and caught as a whole. */
export abstract class BranchWork extends WorkBase {
  /** Errors of the service that pass by themselves. */
  protected abstract readonly transientErrors: readonly string[];

  public render(scope: Construct, options: RenderOptions): Rendered {
    const retry = retriers(this.props.retry ?? options.retry, this.transientErrors, options);
    const state = new AslState(scope, this.name, {
      Type: 'Parallel',
      ...(this.props.comment === undefined ? {} : { Comment: this.props.comment }),
      ...(retry.length > 0 ? { Retry: retry as Json[] } : {}),
      Output: this.output(this.defaultResult(), options),
    }).branch(this.branch(scope, options));
    return state.catchAll(options.failures);
  }

  /** The states of the branch. */
  protected abstract branch(scope: Construct, options: RenderOptions): sfn.IChainable;

  /** JSONata of the step's result; `$states.result[0]` is what the branch gave. */
  protected defaultResult(): string {
    return '$states.result[0]';
  }

  /** Name of a state within the step. */
  protected stateName(part: string): string {
    return `${this.name}: ${part}`;
  }
}
