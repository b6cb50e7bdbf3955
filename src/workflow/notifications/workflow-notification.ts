import { aws_events as events, aws_lambda as lambda, aws_sns as sns, aws_sqs as sqs, Duration } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PropChecks } from '../prop-checks';
import { checkDuration, checkInteger, DELIVERY_LIMITS } from '../triggers/delivery';
import { WORKFLOW_DEFAULTS } from '../workflow-defaults';
import { ExecutionStatus } from './execution-status';
import { busTarget, functionTarget, queueTarget, TargetOptions, topicTarget } from './targets';

/** Which changes of status are told, and how hard delivery is tried. */
export interface NotificationProps {
  /**
   * Statuses that are told.
   *
   * @default - SUCCEEDED, FAILED, TIMED_OUT and ABORTED: each end of an execution
   */
  readonly statuses?: ExecutionStatus[];

  /**
   * How long delivery of one event is tried, 1 minute to 24 hours; then it goes to the dead-letter queue.
   *
   * @default Duration.hours(24)
   */
  readonly maxEventAge?: Duration;

  /**
   * How often delivery of one event is tried again, 0 to 185 times.
   *
   * @default 185
   * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
   */
  readonly retryAttempts?: number;
}

/** Who is told; queues and topics say whether they are FIFO. */
type Receiver = IConstruct & { readonly fifo?: boolean };

/** Makes the target of a rule. */
type TargetFactory = (options: TargetOptions) => events.IRuleTarget;

/**
 * Who is told, through EventBridge, when an execution of a Standard workflow changes its status.
 * What cannot be delivered goes to a dead-letter queue.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export class WorkflowNotification {
  /** Publishes the event to a topic. */
  public static toTopic(topic: sns.ITopic, props?: NotificationProps): WorkflowNotification {
    return new WorkflowNotification('ToTopic', topic, (options) => topicTarget(topic, options), props);
  }

  /** Sends the event to a queue. */
  public static toQueue(queue: sqs.IQueue, props?: NotificationProps): WorkflowNotification {
    return new WorkflowNotification('ToQueue', queue, (options) => queueTarget(queue, options), props);
  }

  /** Invokes a function with the event. */
  public static toFunction(handler: lambda.IFunction, props?: NotificationProps): WorkflowNotification {
    return new WorkflowNotification('ToFunction', handler, (options) => functionTarget(handler, options), props);
  }

  /** Puts the event on another bus. */
  public static toBus(bus: events.IEventBus, props?: NotificationProps): WorkflowNotification {
    return new WorkflowNotification('ToBus', bus, (options) => busTarget(bus, options), props);
  }

  /** Statuses that are told. */
  public readonly statuses: ExecutionStatus[];
  private readonly maxEventAge: Duration;
  private readonly retryAttempts: number;

  private constructor(
    private readonly kind: string, private readonly receiver: Receiver, private readonly target: TargetFactory, props: NotificationProps = {},
  ) {
    this.statuses = props.statuses ?? [...WORKFLOW_DEFAULTS.notifiedStatuses];
    this.maxEventAge = props.maxEventAge ?? WORKFLOW_DEFAULTS.notificationMaxAge;
    this.retryAttempts = props.retryAttempts ?? WORKFLOW_DEFAULTS.notificationRetries;
  }

  /**
   * Id of its rule: it names the receiver, so that the order of notifications does not matter.
   * @internal
   */
  public get _id(): string {
    return `${this.kind}${this.receiver.node.addr.slice(-8)}`;
  }

  /** @internal */
  public get _receiverPath(): string {
    return this.receiver.node.path;
  }

  /** @internal */
  public _check(prop: string, checks: PropChecks): void {
    checks.check(this.receiver.fifo !== true, prop, this.receiver,
      'give a standard topic or queue: status events have no message group, so EventBridge could not deliver a single one');
    checks.check(this.statuses.length > 0, `${prop}.statuses`, this.statuses, 'give at least one status');
    const { minimumEventAge: minimum, maximumEventAge: maximum, maximumRetryAttempts } = DELIVERY_LIMITS;
    checkDuration(this.maxEventAge, { prop: `${prop}.maxEventAge`, minimum, maximum }, checks);
    checkInteger(this.retryAttempts, { prop: `${prop}.retryAttempts`, minimum: 0, maximum: maximumRetryAttempts }, checks);
  }

  /** @internal */
  public _target(deadLetterQueue: sqs.IQueue): events.IRuleTarget {
    return this.target({ deadLetterQueue, maxEventAge: this.maxEventAge, retryAttempts: this.retryAttempts });
  }
}
