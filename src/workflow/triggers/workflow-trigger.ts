import { aws_cloudwatch as cloudwatch, aws_events as events, aws_iam as iam, aws_sqs as sqs, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IWorkflow } from '../i-workflow';
import { PropChecks } from '../prop-checks';
import { checkDeadLetterOptions } from './dead-letters';
import { checkDelivery } from './delivery';
import { createRule } from './rule-resources';
import { DeliveryOptions } from './trigger-options';
import { TriggerResources } from './trigger-resources';

/** How an execution of a Standard workflow ends. */
export enum ExecutionEnd {
  /** It reached a terminal state. */
  SUCCEEDED = 'SUCCEEDED',
  /** It failed. */
  FAILED = 'FAILED',
  /** It ran out of time. */
  TIMED_OUT = 'TIMED_OUT',
  /** Someone stopped it. */
  ABORTED = 'ABORTED',
}

/** After which workflow another one starts, and with which input. */
export interface WorkflowTriggerOptions extends DeliveryOptions {
  /** The workflow that comes before. A Standard one: Express executions send no status changes. */
  readonly after: IWorkflow;

  /**
   * How the execution before must have ended.
   *
   * @default [ExecutionEnd.SUCCEEDED]
   */
  readonly ends?: ExecutionEnd[];

  /**
   * Input of each execution, made from the event.
   *
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
   * @default - the whole status-change event; the output of the execution before is JSON text in `detail.output` (null where it is too large),
   * so a first step reads it with `$parse($states.input.detail.output)`
   */
  readonly input?: events.RuleTargetInput;

  /**
   * Whether the rule is on.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** Props of `WorkflowTrigger`. */
export interface WorkflowTriggerProps extends WorkflowTriggerOptions {
  /** The workflow to start. */
  readonly workflow: IWorkflow;
}

/** What counts where the user says nothing. */
export const EXECUTION_ENDS_DEFAULT: readonly ExecutionEnd[] = [ExecutionEnd.SUCCEEDED];

/** Starts a workflow after an execution of another one (status changes over EventBridge). */
export class WorkflowTrigger extends TriggerResources {
  public readonly role: iam.IRole;
  public readonly deadLetterQueue?: sqs.IQueue;
  public readonly deadLetterAlarm?: cloudwatch.IAlarm;
  public readonly summary: string;

  /** The rule. */
  public readonly rule: events.IRule;

  /** @throws where a prop is wrong: all problems in one error */
  constructor(scope: Construct, id: string, props: WorkflowTriggerProps) {
    super(scope, id, props.workflow);
    this.checkProps(props);

    const ends = props.ends ?? EXECUTION_ENDS_DEFAULT;
    this.summary = `after ${props.after.node.id} ${ends.join(', ')}`;
    this.role = this._createRole('events.amazonaws.com', this._onlyFrom('events', 'rule/*'), [this._startStatement()]);
    const { rule, deadLetterQueue, deadLetterAlarm } = createRule(this, {
      ...props,
      role: this.role,
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [props.after.workflowArn], status: [...ends] },
      },
    });
    this.rule = rule;
    this.deadLetterQueue = deadLetterQueue;
    this.deadLetterAlarm = deadLetterAlarm;
  }

  private checkProps(props: WorkflowTriggerProps): void {
    const checks = new PropChecks(this);
    checks.check(props.after.workflowType !== sfn.StateMachineType.EXPRESS, 'after', props.after,
      'an Express workflow sends no status changes; let its last step start this workflow (Step.startWorkflow), or make it Standard');
    checks.check(props.after !== props.workflow, 'after', props.after, 'a workflow that starts after itself never ends; name another one');
    if (props.ends?.length === 0) checks.add('ends', props.ends, 'name at least one');
    checkDelivery(props, checks);
    checkDeadLetterOptions(props, checks);
    checks.throwIfAny();
  }
}
