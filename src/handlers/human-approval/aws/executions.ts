import { DescribeExecutionCommand, SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';

/** How an execution stands; `GONE` where Step Functions knows it no longer. */
export type ExecutionState = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE' | 'GONE';

/** The executions that wait for decisions. */
export class Executions {
  constructor(private readonly client: Pick<SFNClient, 'send'>) {}

  /** How the execution stands. */
  public async state(execution: string): Promise<ExecutionState> {
    try {
      const { status } = await this.client.send(new DescribeExecutionCommand({ executionArn: execution }));
      if (status === undefined) throw new Error('Step Functions does not say how the execution stands');
      return status;
    } catch (error) {
      if (nameOf(error) === 'ExecutionDoesNotExist') return 'GONE';
      throw error;
    }
  }

  /**
   * Wakes the execution that waits with this token. That it no longer waits is fine: it then looks at the table by itself, or has done so.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
   */
  public async wake(taskToken: string, output: object): Promise<void> {
    try {
      await this.client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
    } catch (error) {
      if (!NO_LONGER_WAITS.has(nameOf(error))) throw error;
    }
  }
}

const NO_LONGER_WAITS = new Set(['TaskTimedOut', 'InvalidToken', 'TaskDoesNotExist']);

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
