import { AwsError } from './aws-endpoint';
import type { ExecutionDescription, StepFunctions } from './step-functions';
import type { Run } from '../../../src/simulation';

/** Simulated executions, as the functions see them: SendTaskSuccess goes on with the run that waits for the token. */
export class RunningWorkflows implements StepFunctions {
  readonly runs: Run[] = [];

  sendTaskSuccess(taskToken: string, output: string): void {
    const run = this.runs.find(({ pendingTokens }) => pendingTokens.includes(taskToken));
    if (!run) throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    run.sendTaskSuccessJson(taskToken, output);
  }

  describeExecution(executionArn: string): ExecutionDescription {
    const run = this.runs.find((each) => each.executionArn === executionArn);
    if (!run) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    return { status: run.status, error: run.errorName, cause: run.cause };
  }
}
