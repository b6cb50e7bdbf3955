import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ETL_STATES } from './etl-names';
import { EtlStage } from './etl-stage';
import { failureRecord } from './failure-record';
import { AslState } from '../../workflow/steps/asl-state';
import { expression, quoted } from '../../workflow/steps/jsonata';

/** Errors that `States.ALL` leaves out: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const OTHERS = ['States.DataLimitExceeded'];

/** The states of a stage: its steps beside each other, and the decision how to go on. */
export function stageStates(scope: Construct, stage: EtlStage, next: sfn.IChainable, failed: sfn.IChainable): AslState {
  const parallel = new AslState(scope, stage.name, { Type: 'Parallel', Output: expression(failureRecord.gathered(stage.name)) });
  for (const step of stage.steps) {
    const stepFailed = new AslState(scope, ETL_STATES.stepFailed(step.name), { Type: 'Pass' });
    const failure = { next: stepFailed, output: failureRecord.ofStep(step.name) };
    parallel.branch(step._render(scope, { result: 'alone', failures: [{ ...failure, errors: OTHERS }, failure] }));
  }
  // what the steps do not see: their results together are too large, or cannot be joined
  const failure = { next: failed, output: failureRecord.joining(quoted(stage.name), quoted(stage.name)) };
  parallel.catchAll([{ ...failure, errors: OTHERS }, failure]);
  parallel.next(new AslState(scope, ETL_STATES.stageOk(stage.name), { Type: 'Choice' })
    .when(expression(failureRecord.exists), failed).otherwise(next));
  return parallel;
}
