import { aws_stepfunctions as sfn, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { APPROVAL_ERRORS } from './approval-names';
import { IWorkflow, RetryPolicy, Step, WaitFor } from '../../workflow';
import { PropChecks } from '../../workflow/prop-checks';
import { AslState } from '../../workflow/steps/asl-state';
import { BranchWork } from '../../workflow/steps/branch-work';
import { expression, member } from '../../workflow/steps/jsonata';
import { MAX_NAME_LENGTH } from '../../workflow/steps/step-defaults';
import { PropName } from '../../workflow/steps/work-base';

/** What a workflow does that waits for an approval, when it is rejected. */
export enum RejectedStep {
  /** The step fails with the error `Approval.Rejected`; a saga then undoes what was done. */
  FAILS = 'FAILS',
  /** The workflow goes on, and finds the decision in the step's result. */
  CONTINUES = 'CONTINUES',
}

/** How a workflow waits for an approval. */
export interface ApprovalStepProps {
  /**
   * Name of the step, 1 to 69 characters, unique in the workflow.
   *
   * @default - the construct id of the approval
   */
  readonly name?: string;

  /**
   * The input of the approval: a JSONata expression in `{% %}`, or an object that may hold some.
   *
   * @default - the object that the step receives
   */
  readonly arguments?: any;

  /**
   * What a rejection is to this workflow.
   *
   * @default RejectedStep.FAILS
   */
  readonly rejected?: RejectedStep;

  /**
   * What of the outcome (`$states.result`) becomes the step's result: a JSONata expression in `{% %}`.
   *
   * @default - the output of the approval: `{ requestId, decision, by, at, comment, reason, votes }`
   */
  readonly result?: string;

  /**
   * The step that undoes an approval when a later step of the same `Saga` fails for good.
   *
   * @default - nothing is undone
   */
  readonly compensation?: Step;
}

/** @internal */
export const STEP_REJECTED_DEFAULT = RejectedStep.FAILS;

/** State names have at most 80 characters, and the states of the step have its name and up to this more. */
const LONGEST_NAME = MAX_NAME_LENGTH - ': approved?'.length;

/** Waits for an approval, a workflow of its own, and fails as that did. */
export class AwaitApproval extends BranchWork {
  protected readonly transientErrors: readonly string[] = [];

  constructor(
    private readonly approval: IWorkflow, private readonly longest: Duration, defaultName: string, private readonly step: ApprovalStepProps,
  ) {
    const { name, result, compensation } = step;
    super('approval', defaultName, { name, result, compensation, retry: RetryPolicy.none() }, [WaitFor.JOB]);
  }

  public get stateNames(): readonly string[] {
    return [this.name, ...['request', 'approved?', 'approved', 'rejected', 'failed'].map((part) => this.stateName(part))];
  }

  public expressProblems(): string[] {
    return [`step '${this.name}': an Express workflow cannot wait for an approval: use a Standard workflow`];
  }

  protected check(checks: PropChecks, prop: PropName): void {
    checks.check(this.name.length <= LONGEST_NAME, prop('name'), this.name, `give at most ${LONGEST_NAME} characters: its states have longer names`);
  }

  protected branch(scope: Construct): sfn.IChainable {
    const name = this.stateName('request');
    // the cause is the execution as DescribeExecution tells it, in JSON; what stands in quotes inside of it is escaped
    const failed = new AslState(scope, this.stateName('failed'), {
      Type: 'Fail',
      Error: expression(`($f := $match($states.input.cause, /"Error":"([^"]+)"/)[0].groups[0]; $exists($f) ? $f : '${APPROVAL_ERRORS.ended}')`),
      Cause: expression('$substring($states.input.cause, 0, 10000)'),
    });
    const request = Step.startWorkflow(this.approval, { name, timeout: this.longest, arguments: this.step.arguments })._render(scope, {
      result: 'alone',
      failures: [{ errors: ['States.TaskFailed'], next: failed, output: "{'cause': $states.errorOutput.Cause}" }],
    });
    const outcome = member('$states.input', name);
    const approved = new AslState(scope, this.stateName('approved'), { Type: 'Pass', Output: expression(outcome) });
    if ((this.step.rejected ?? STEP_REJECTED_DEFAULT) === RejectedStep.CONTINUES) {
      return sfn.Chain.custom(request.startState, [approved], request.next(approved));
    }
    const rejected = new AslState(scope, this.stateName('rejected'), {
      Type: 'Fail',
      Error: APPROVAL_ERRORS.rejected,
      Cause: expression(`($o := ${outcome}; 'rejected' & ($o.by != '' ? ' by ' & $o.by : '') & ($o.comment != '' ? ': ' & $o.comment : ''))`),
    });
    const choice = new AslState(scope, this.stateName('approved?'), { Type: 'Choice' });
    request.next(choice.when(expression(`${outcome}.decision = 'APPROVED'`), approved).otherwise(rejected));
    return sfn.Chain.custom(request.startState, [approved], approved);
  }
}
