import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { IWorkflow } from '../i-workflow';
import { PropChecks } from '../prop-checks';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { JsonObject } from './json';
import { TASK_TOKEN, TaskWork } from './task-work';
import { transientErrors } from './transient-errors';
import { PropName } from './work-base';

/**
 * How to start another workflow. `arguments` is its input. The result is its output (`WaitFor.JOB`), its ARN (`WaitFor.RESPONSE`), or
 * what the answer says (`WaitFor.CALLBACK`).
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
export interface StartWorkflowProps extends StepProps {
  /**
   * Name of the execution, which makes a Standard workflow refuse a second start; text or an expression in `{% %}`.
   *
   * @default - made by Step Functions
   */
  readonly executionName?: string;
}

/** Starts another workflow. */
export class StartWorkflow extends TaskWork {
  public readonly resource = 'states:startExecution';
  protected readonly transientErrors = transientErrors('StepFunctions', 'ExecutionLimitExceededException');

  constructor(private readonly workflow: IWorkflow, private readonly start: StartWorkflowProps) {
    super('startWorkflow', workflow.node.id, start,
      workflow.workflowType === sfn.StateMachineType.EXPRESS ? [WaitFor.RESPONSE] : [WaitFor.JOB, WaitFor.RESPONSE, WaitFor.CALLBACK]);
  }

  protected request(): JsonObject {
    const { executionName } = this.start;
    return {
      StateMachineArn: this.workflow.startArn,
      Input: this.input(),
      ...(executionName === undefined ? {} : { Name: executionName }),
    };
  }

  protected jobSuffix(): string {
    return '.sync:2';
  }

  protected defaultResult(): string {
    if (this.wait === WaitFor.CALLBACK) return '$states.result';
    return this.wait === WaitFor.JOB ? '$states.result.Output' : "{'ExecutionArn': $states.result.ExecutionArn}";
  }

  protected check(checks: PropChecks, prop: PropName): void {
    if (this.props.arguments !== undefined) this.checkToken(checks, prop('arguments'), this.props.arguments);
  }

  /** The user's input, or the step's object with what links the two executions in the console. */
  private input() {
    if (this.props.arguments !== undefined) return this.props.arguments;
    const token = this.wait === WaitFor.CALLBACK ? `, 'taskToken': ${TASK_TOKEN}` : '';
    return `{% $merge([$states.input, {'AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID': $states.context.Execution.Id${token}}]) %}`;
  }
}
