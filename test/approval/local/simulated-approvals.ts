import { Duration } from 'aws-cdk-lib';
import { AwsError } from './aws-endpoint';
import type { ExecutionDescription, StepFunctions } from './step-functions';
import { simulation } from 'cdk-stepwise';

/** Step Functions with the runs of a simulation: what the functions answer here goes to the run that waits. */
export class SimulatedApprovals implements StepFunctions {
  /** How often a token was answered. */
  answered = 0;
  private readonly runs: simulation.Run[] = [];
  private lost = 0;

  /** @param of workflow that asks for approvals, or is one */
  async start(of: simulation.SimulatedWorkflow, input: object): Promise<simulation.Run> {
    const run = await simulation.startAsync(of, { input, startTime: new Date().toISOString(), seed: String(this.runs.length) });
    this.runs.push(run);
    return run;
  }

  /** The next call of SendTaskSuccess gets no answer, as when the function crashes before it. */
  loseNext(): void {
    this.lost++;
  }

  async sendTaskSuccess(taskToken: string, output: string): Promise<void> {
    if (this.lost > 0) {
      this.lost--;
      throw new Error('the call never came');
    }
    const run = this.runs.find(({ pendingTokens }) => pendingTokens.includes(taskToken));
    if (!run) throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    this.answered++;
    run.sendTaskSuccessJson(taskToken, output);
    await simulation.settleAsync(run);
  }

  describeExecution(executionArn: string): ExecutionDescription {
    const run = this.runs.flatMap((one) => [one, ...one.childRuns]).find((one) => one.executionArn === executionArn);
    if (!run) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    return { status: run.status as ExecutionDescription['status'], error: run.errorName, cause: run.cause };
  }

  /** Time passes for a run. */
  async advance(run: simulation.Run, time: Duration): Promise<void> {
    await simulation.settleAsync(run, time);
  }
}
