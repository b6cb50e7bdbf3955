import { aws_cloudwatch as cloudwatch, aws_events as events, aws_iam as iam, aws_sqs as sqs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IWorkflow } from '../i-workflow';
import { PropChecks } from '../prop-checks';
import { checkDeadLetterOptions } from './dead-letters';
import { checkDelivery } from './delivery';
import { createRule } from './rule-resources';
import { DeliveryOptions } from './trigger-options';
import { TriggerResources } from './trigger-resources';

/** Which events start a workflow, and with which input. */
export interface EventTriggerOptions extends DeliveryOptions {
  /**
   * The events that start the workflow: `{ source: ['shop.checkout'], detailType: ['OrderPlaced'] }`.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
   */
  readonly eventPattern: events.EventPattern;

  /**
   * Bus that the events come over.
   *
   * @default - the default bus of the account and Region
   */
  readonly eventBus?: events.IEventBus;

  /**
   * Input of each execution, made from the event: `RuleTargetInput.fromEventPath('$.detail')`.
   *
   * @default - the whole event: `{ version, id, 'detail-type', source, account, time, region, resources, detail }`
   */
  readonly input?: events.RuleTargetInput;

  /**
   * Whether the rule is on.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** Props of `EventTrigger`. */
export interface EventTriggerProps extends EventTriggerOptions {
  /** The workflow to start. */
  readonly workflow: IWorkflow;
}

/** Starts a workflow for each event that matches a pattern (an EventBridge rule). */
export class EventTrigger extends TriggerResources {
  public readonly role: iam.IRole;
  public readonly deadLetterQueue?: sqs.IQueue;
  public readonly deadLetterAlarm?: cloudwatch.IAlarm;
  public readonly summary: string;

  /** The rule. */
  public readonly rule: events.IRule;

  /** @throws where a prop is wrong: all problems in one error */
  constructor(scope: Construct, id: string, props: EventTriggerProps) {
    super(scope, id, props.workflow);

    const checks = new PropChecks(this);
    checkEventPattern(props.eventPattern, checks);
    checkDelivery(props, checks);
    checkDeadLetterOptions(props, checks);
    checks.throwIfAny();

    this.summary = `event ${describePattern(props.eventPattern)}${props.eventBus ? ` on bus ${props.eventBus.node.id}` : ''}`;
    this.role = this._createRole('events.amazonaws.com', this._onlyFrom('events', 'rule/*'), [this._startStatement()]);
    const { rule, deadLetterQueue, deadLetterAlarm } = createRule(this, { ...props, role: this.role });
    this.rule = rule;
    this.deadLetterQueue = deadLetterQueue;
    this.deadLetterAlarm = deadLetterAlarm;
  }
}

/** EventBridge refuses a pattern without a field, and a field without a value. */
function checkEventPattern(pattern: events.EventPattern, checks: PropChecks): void {
  const fields = Object.entries(pattern).filter(([, value]) => value !== undefined);
  checks.check(fields.length > 0, 'eventPattern', pattern, "name at least one field, such as { source: ['shop.checkout'] }");
  for (const [field, value] of fields) {
    if (Array.isArray(value) && value.length === 0) checks.add(`eventPattern.${field}`, value, 'name at least one value');
  }
}

function describePattern(pattern: events.EventPattern): string {
  const named = [...(pattern.source ?? []), ...(pattern.detailType ?? [])].filter((text) => typeof text === 'string');
  return named.length > 0 ? named.join(' ') : Object.keys(pattern).join(', ');
}
