import { aws_sns as sns, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ETL_ERRORS, ETL_STATES } from './etl-names';
import { call, inAnyCase } from './etl-states';
import { failureMessage } from './failure-message';
import { failureRecord } from './failure-record';
import { LockStates } from './lock-states';
import { Quarantine } from './quarantine';
import { quarantineStates } from './quarantine-states';
import { Step } from '../../workflow';
import { AslState } from '../../workflow/steps/asl-state';
import { expression } from '../../workflow/steps/jsonata';

/** What happens when a run fails. */
export interface FailureSettings {
  /** What the pipeline is called in messages. */
  readonly pipeline: string;
  readonly quarantine?: Quarantine;
  readonly topic?: sns.ITopic;
  readonly steps: readonly Step[];
  readonly lock?: LockStates;
}

/**
 * The states after a failure: the input is moved, people are told, the lock is given back, the run fails. Each of them leads on whether
 * it succeeds or not.
 */
export class FailureStates {
  /** Where a failure leads. */
  public readonly first: sfn.IChainable;
  /** Where one leads that leaves the input alone. */
  public readonly untouched: sfn.IChainable;
  private readonly end: AslState;

  constructor(private readonly scope: Construct, settings: FailureSettings) {
    this.end = this.fail();
    let first: sfn.IChainable = settings.lock ? settings.lock.giveBack(ETL_STATES.giveBackFailed, this.end) : this.end;
    for (const step of [...settings.steps].reverse()) first = this.attempt(step, first);
    if (settings.topic) first = this.tell(settings.pipeline, settings.topic, first);
    this.untouched = first;
    this.first = settings.quarantine ? quarantineStates(this.scope, settings.quarantine, first, settings.lock) : first;
  }

  /** Leads an execution that is redriven to where it takes up its work again. */
  public resumeAt(next: sfn.IChainable): void {
    this.end.catchTo(next, [ETL_ERRORS.redriven], expression(failureRecord.resumed));
    this.end.next(next);
  }

  private tell(pipeline: string, topic: sns.ITopic, next: sfn.IChainable): AslState {
    return inAnyCase(call(this.scope, {
      name: ETL_STATES.tell, resource: 'sns:publish', errors: 'SNS', arguments: failureMessage(pipeline, topic.topicArn),
    }), next);
  }

  private attempt(step: Step, next: sfn.IChainable): sfn.IChainable {
    const rendered = step._render(this.scope, { result: 'dropped', failures: [{ next, output: '$states.input' }] });
    rendered.next(next);
    return rendered;
  }

  /**
   * Fails the execution, and lets it be redriven. A Fail state would only fail again: Step Functions enters the state anew in which the
   * execution failed. So this is a task that fails itself, by its own token, with the error of the run; redriven, it fails with an error
   * of the pattern's own, which is caught and leads to the stage that failed.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
   */
  private fail(): AslState {
    return call(this.scope, {
      name: ETL_STATES.failed,
      resource: 'aws-sdk:sfn:sendTaskFailure.waitForTaskToken',
      errors: 'Sfn',
      arguments: {
        TaskToken: '{% $states.context.Task.Token %}',
        Error: expression(failureRecord.error),
        Cause: expression(failureRecord.cause),
      },
      output: failureRecord.resumed,
    });
  }
}
