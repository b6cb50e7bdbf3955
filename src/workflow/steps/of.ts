import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { PropChecks } from '../prop-checks';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { BranchWork } from './branch-work';
import { PropName } from './work-base';

/**
 * How states of your own become a step. They stand in a Parallel state of one branch, receive the object as every step does and are
 * written in JSONata. The result is the output of the last one. Timeouts, patterns and arguments are theirs, so that `timeout`,
 * `heartbeat`, `wait` and `arguments` are refused here. `retry` starts the states anew as a whole; without it nothing does.
 */
export interface OfProps extends StepProps {}

/** States of the user's own. */
export class Of extends BranchWork {
  protected readonly transientErrors: readonly string[] = [];

  constructor(private readonly states: sfn.IChainable, props: OfProps) {
    super('of', `${states.startState.stateId} step`, props, [WaitFor.RESPONSE]);
  }

  protected branch(): sfn.IChainable {
    return this.states;
  }

  protected check(checks: PropChecks, prop: PropName): void {
    for (const theirs of ['timeout', 'heartbeat', 'arguments', 'wait'] as const) {
      checks.check(this.props[theirs] === undefined, prop(theirs), this.props[theirs], 'set it on the states themselves');
    }
    checks.check(this.name !== this.states.startState.stateId, prop('name'), this.name, 'give another name than that of its first state');
  }
}
