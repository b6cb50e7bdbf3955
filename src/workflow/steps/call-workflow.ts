import { Aws, aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IWorkflow } from '../i-workflow';
import { PropChecks } from '../prop-checks';
import { checkSeconds } from '../retry-options';
import { RetryPolicy } from '../retry-policy';
import { StepProps } from '../step-props';
import { WaitFor } from '../wait-for';
import { AslState } from './asl-state';
import { BranchWork } from './branch-work';
import { expression, hasExpressionInArray, toExpression } from './jsonata';
import { Rendered, RenderOptions } from './step-work';
import { transientErrors } from './transient-errors';
import { PropName } from './work-base';

/**
 * How to run an Express workflow and wait for its answer. `arguments` is its input. The result is its output. A workflow that fails makes
 * the step fail, with the workflow's error and cause (`States.Timeout` where it took longer than its own timeout). `timeout` is 5 minutes
 * by default, the longest that an Express workflow may take. The step runs in Standard and in Express workflows.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
 */
export interface CallWorkflowProps extends StepProps {}

/** The longest that an Express workflow may take. */
const LONGEST = Duration.minutes(5);

/** Runs an Express workflow and waits for its answer: the call succeeds even where the workflow fails, so a Choice looks at the answer. */
export class CallWorkflow extends BranchWork {
  protected readonly transientErrors = transientErrors('Sfn');

  constructor(private readonly workflow: IWorkflow, props: CallWorkflowProps) {
    super('callWorkflow', workflow.node.id, props, [WaitFor.RESPONSE]);
  }

  public get stateNames(): readonly string[] {
    return [this.name, ...['run', 'ended well?', 'output', 'failed'].map((part) => this.stateName(part))];
  }

  public render(scope: Construct, options: RenderOptions): Rendered {
    return super.render(scope, { ...options, retry: options.retry ?? RetryPolicy.transientErrors() });
  }

  protected branch(scope: Construct, options: RenderOptions): sfn.IChainable {
    const output = new AslState(scope, this.stateName('output'), { Type: 'Pass', Output: expression('$parse($states.input.Output)') });
    const failed = new AslState(scope, this.stateName('failed'), {
      Type: 'Fail',
      Error: expression("$states.input.Status = 'TIMED_OUT' ? 'States.Timeout' : $exists($states.input.Error) ? $states.input.Error : 'States.TaskFailed'"),
      Cause: expression("$exists($states.input.Cause) ? $states.input.Cause : ''"),
    });
    const decision = new AslState(scope, this.stateName('ended well?'), { Type: 'Choice' })
      .when(expression("$states.input.Status = 'SUCCEEDED'"), output).otherwise(failed);
    const run = new AslState(scope, this.stateName('run'), {
      Type: 'Task',
      Resource: `arn:${Aws.PARTITION}:states:::aws-sdk:sfn:startSyncExecution`,
      Arguments: { StateMachineArn: this.workflow.startArn, Input: expression(`$string(${this.input()})`) },
      TimeoutSeconds: (this.props.timeout ?? options.timeout ?? LONGEST).toSeconds(),
      Output: expression('$states.result'),
    });
    run.next(decision);
    return run;
  }

  protected check(checks: PropChecks, prop: PropName): void {
    const { timeout, heartbeat } = this.props;
    if (timeout) checkSeconds(checks, prop('timeout'), timeout, 1, LONGEST.toSeconds());
    checks.check(heartbeat === undefined, prop('heartbeat'), heartbeat, 'only a step with WaitFor.CALLBACK has a heartbeat');
    checks.check(!hasExpressionInArray(this.props.arguments), prop('arguments'), this.props.arguments,
      'a list in it holds an expression; write the list as one expression');
    checks.check(this.workflow.workflowType === sfn.StateMachineType.EXPRESS, prop('workflow'), this.workflow.node.path,
      'only Express workflows answer a call; give Step.startWorkflow a Standard one');
  }

  /** The user's input, or the step's object with what links the two executions in the console. */
  private input(): string {
    if (this.props.arguments !== undefined) return toExpression(this.props.arguments);
    return "$merge([$states.input, {'AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID': $states.context.Execution.Id}])";
  }
}
