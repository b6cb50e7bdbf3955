import { AwsError, type Operation } from './aws-endpoint';

/** What the functions see of Step Functions: replace it to connect them with a workflow that runs. */
export interface StepFunctions {
  /** @throws AwsError `TaskTimedOut`, `InvalidToken`, `TaskDoesNotExist` as AWS does */
  sendTaskSuccess(taskToken: string, output: string): void | Promise<void>;
  /** @throws AwsError `ExecutionDoesNotExist` */
  describeExecution(executionArn: string): ExecutionDescription;
}

export interface ExecutionDescription {
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';
  readonly error?: string;
  readonly cause?: string;
}

export function operationsOf(stepFunctions: StepFunctions): Record<string, Operation> {
  return {
    'AWSStepFunctions.SendTaskSuccess': async ({ taskToken, output }) => {
      await stepFunctions.sendTaskSuccess(taskToken, output);
    },
    'AWSStepFunctions.DescribeExecution': ({ executionArn }) => ({
      executionArn,
      stateMachineArn: executionArn.replace(':execution:', ':stateMachine:').replace(/:[^:]*$/, ''),
      startDate: 1767225600,
      ...stepFunctions.describeExecution(executionArn),
    }),
  };
}

/** Executions that wait for an answer: each token is good once. */
export class WaitingExecutions implements StepFunctions {
  /** Every call, also of tokens that were used up. */
  readonly calls: { taskToken: string; output: string }[] = [];
  /** The calls that woke an execution. */
  readonly woken: { taskToken: string; output: string }[] = [];
  private readonly executions = new Map<string, ExecutionDescription>();
  private readonly open = new Set<string>();
  private interruption: (() => void) | undefined;

  /** An execution that runs and, with a token, waits. */
  wait(executionArn: string, taskToken?: string): void {
    this.executions.set(executionArn, { status: 'RUNNING' });
    if (taskToken) this.open.add(taskToken);
  }

  end(executionArn: string, how: ExecutionDescription): void {
    this.executions.set(executionArn, how);
  }

  /** What happens in place of the next SendTaskSuccess: throw an `AwsError`, or anything else to break the connection off. */
  interruptNext(interruption: () => void): void {
    this.interruption = interruption;
  }

  sendTaskSuccess(taskToken: string, output: string): void {
    this.calls.push({ taskToken, output });
    const interruption = this.interruption;
    this.interruption = undefined;
    interruption?.();
    if (!this.open.delete(taskToken)) throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    this.woken.push({ taskToken, output });
  }

  describeExecution(executionArn: string): ExecutionDescription {
    const execution = this.executions.get(executionArn);
    if (!execution) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    return execution;
  }
}
