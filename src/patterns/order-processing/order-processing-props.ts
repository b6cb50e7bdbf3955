import { aws_dynamodb as dynamodb, aws_events as events, aws_kms as kms, aws_sqs as sqs, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { RetryPolicy, Step, WorkflowOptions } from '../../workflow';

/**
 * Props of `OrderProcessing`. Every phase is a step of any kind; its `compensation` undoes it when a later phase fails for good.
 *
 * `timeout` is the longest time that an order may take, 30 days for Standard and 5 minutes for Express where it is not given.
 * It has to leave time for the compensations: when it is over, nothing is undone.
 */
export interface OrderProcessingProps extends WorkflowOptions {
  /**
   * Checks the order before anything happens to it, and fails when it is no good.
   *
   * @default - every order is taken as it is
   */
  readonly validation?: Step;

  /** Reserves what was ordered. */
  readonly inventory: Step;

  /**
   * Looks for fraud beside `inventory`, and fails when it finds some.
   *
   * @default - nobody looks
   */
  readonly fraudCheck?: Step;

  /**
   * Asks for an approval of orders above `approvalAbove`, and fails when it is refused. Needs a Standard workflow where it waits.
   *
   * @default - no order needs an approval
   */
  readonly approval?: Step;

  /**
   * Amount above which an order needs the approval, in the unit of `amount`.
   *
   * @default - none; required with `approval`
   */
  readonly approvalAbove?: number;

  /** Takes the money. */
  readonly payment: Step;

  /**
   * Makes the shipping label.
   *
   * @default - nothing is shipped
   */
  readonly shippingLabel?: Step;

  /**
   * Waits until the parcel has left, usually with `WaitFor.CALLBACK` and a timeout of days.
   *
   * @default - nobody waits
   */
  readonly shipment?: Step;

  /**
   * Tells the customer that the order is complete. The order stays complete when that fails: it is retried for hours, then parked.
   *
   * @default - the customer hears nothing
   */
  readonly notification?: Step;

  /**
   * Tells the customer that the order failed.
   *
   * @default - the customer hears nothing
   */
  readonly failureNotification?: Step;

  /**
   * The id of the order: a JSONata expression in `{% %}` over `$states.input`.
   *
   * @default {% $states.input.orderId %}
   */
  readonly orderId?: string;

  /**
   * The amount that `approvalAbove` is compared with: a JSONata expression in `{% %}` over `$states.input`.
   *
   * @default {% $states.input.amount %}
   */
  readonly amount?: string;

  /**
   * Table that says where each order stands. Its partition key is the text attribute `orderKey`, and it has no sort key.
   *
   * @default - a new one, on demand, with point-in-time recovery and deletion protection by `tableRemovalPolicy`
   */
  readonly table?: dynamodb.ITable;

  /**
   * Partition key of the table.
   *
   * @default orderId
   */
  readonly orderKey?: string;

  /**
   * Key that encrypts the new table.
   *
   * @default - a key that AWS owns
   */
  readonly tableEncryptionKey?: kms.IKey;

  /**
   * What becomes of the new table when it leaves the stack. What customers ordered is kept by default.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly tableRemovalPolicy?: RemovalPolicy;

  /**
   * Bus that hears `OrderAccepted`, `OrderCompleted`, `OrderFailed` and `OrderCompensated`.
   *
   * @default - a new one
   */
  readonly eventBus?: events.IEventBus;

  /**
   * Source of these events.
   *
   * @default orders
   */
  readonly eventSource?: string;

  /**
   * How compensations are retried that have no `retry` of their own.
   *
   * @default - as in a `Saga`
   */
  readonly compensationRetry?: RetryPolicy;

  /**
   * Queue for people: gets what could not be undone.
   *
   * @default - a new queue, encrypted, for TLS only, that keeps messages for 14 days
   */
  readonly parkingQueue?: sqs.IQueue;
}

/** @internal */
export const ORDER_DEFAULTS = {
  orderId: '{% $states.input.orderId %}',
  amount: '{% $states.input.amount %}',
  orderKey: 'orderId',
  tableRemovalPolicy: RemovalPolicy.RETAIN,
  eventSource: 'orders',
  timeoutStandard: Duration.days(30),
};
