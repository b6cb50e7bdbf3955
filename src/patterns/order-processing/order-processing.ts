import { aws_cloudwatch as cloudwatch, aws_dynamodb as dynamodb, aws_events as events, aws_sqs as sqs, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { OrderEvents } from './order-events';
import { ORDER_STATES, SAGA } from './order-names';
import { checkOrderProps } from './order-processing-checks';
import { ORDER_DEFAULTS, OrderProcessingProps } from './order-processing-props';
import { OrderRecord } from './order-record';
import { AcceptOrder, OrderOutcome } from './order-steps';
import { Saga, Step, Workflow } from '../../workflow';
import { ownName } from '../../workflow/own-name';
import { PropChecks } from '../../workflow/prop-checks';
import { expression, expressionText } from '../../workflow/steps/jsonata';

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
const BUS_NAME_LENGTH = 256;

/**
 * Takes orders from acceptance to shipment, and undoes what was done when one fails.
 *
 * An order is accepted, validated, reserved (with a fraud check beside that), approved above an amount, paid, labelled, shipped. Each
 * phase is a step of the user's. When one fails for good, the compensations of those that completed run in reverse order (see `Saga`).
 *
 * - **Once.** The table takes an order id once, by a conditional write. A repeated order ends well, with the output
 *   `{ orderId, status: 'DUPLICATE' }`, and does nothing.
 * - **On record.** The table says where each order stands: `ACCEPTED`, `VALIDATED`, `RESERVED`, `PAID`, `LABELLED`, `SHIPPED`,
 *   `COMPLETED`; or `FAILED`, `COMPENSATED`, `PARKED`. Each move is a conditional write. Set the status to anything else
 *   (`CANCELLED`) and the order fails at its next move, and is undone.
 * - **Heard.** The bus hears `OrderAccepted`, then `OrderCompleted`, or `OrderFailed` and, where something was undone, `OrderCompensated`.
 *
 * An order that completes has the output `{ orderId, status: 'COMPLETED', order }`, `order` being the input with the results of all
 * steps. One that fails ends with the error of the step that failed.
 */
export class OrderProcessing extends Construct {
  /** The workflow. */
  public readonly workflow: Workflow;
  /** The saga that it runs. */
  public readonly saga: Saga;
  /** Says where each order stands. */
  public readonly table: dynamodb.ITable;
  /** Hears what becomes of orders. */
  public readonly eventBus: events.IEventBus;
  /** Where what could not be undone waits for people. */
  public readonly parkingQueue: sqs.IQueue;
  /** Rings as long as a message waits in `parkingQueue`. */
  public readonly parkingAlarm: cloudwatch.Alarm;

  /** @throws when props contradict each other; one error lists every problem */
  constructor(scope: Construct, id: string, props: OrderProcessingProps) {
    super(scope, id);
    const checks = new PropChecks(this);
    checkOrderProps(props, checks);
    checks.throwIfAny();

    const express = props.workflowType === sfn.StateMachineType.EXPRESS;
    const orderKey = props.orderKey ?? ORDER_DEFAULTS.orderKey;
    const orderId = expression(`$string(${expressionText(props.orderId ?? ORDER_DEFAULTS.orderId)})`);
    this.table = props.table ?? this.createTable(orderKey, props);
    this.eventBus = props.eventBus ?? new events.EventBus(this, 'EventBus', { eventBusName: ownName(this, BUS_NAME_LENGTH) });
    const record = new OrderRecord(this.table, orderKey, orderId);
    const heard = new OrderEvents(this.eventBus, props.eventSource ?? ORDER_DEFAULTS.eventSource, orderId);

    const accept = new AcceptOrder(record.accept(), orderId);
    this.saga = new Saga(this, 'Saga', {
      name: SAGA,
      steps: [heard.accepted(), ...phases(props, record), record.moveTo('COMPLETED')],
      afterSuccess: [heard.completed(), ...present(props.notification)],
      afterFailure: [record.fail(), heard.failed(), heard.compensated(), ...present(props.failureNotification)],
      compensationRetry: props.compensationRetry,
      parkingQueue: props.parkingQueue,
      alarmTopic: props.alarms?.topic,
    });
    this.parkingQueue = this.saga.parkingQueue;
    this.parkingAlarm = this.saga.parkingAlarm;
    this.workflow = new Workflow(this, 'Workflow', {
      ...props,
      timeout: props.timeout ?? (express ? undefined : ORDER_DEFAULTS.timeoutStandard),
      steps: [accept, this.saga.step, new OrderOutcome(orderId)],
    });
  }

  private createTable(orderKey: string, props: OrderProcessingProps): dynamodb.Table {
    return new dynamodb.Table(this, 'Table', {
      partitionKey: { name: orderKey, type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: props.tableEncryptionKey ? dynamodb.TableEncryption.CUSTOMER_MANAGED : dynamodb.TableEncryption.DEFAULT,
      encryptionKey: props.tableEncryptionKey,
      removalPolicy: props.tableRemovalPolicy ?? ORDER_DEFAULTS.tableRemovalPolicy,
    });
  }
}

/** The user's phases in their order, each followed by the move in the table. */
function phases(props: OrderProcessingProps, record: OrderRecord): Step[] {
  const { validation, inventory, fraudCheck, payment, shippingLabel, shipment } = props;
  return [
    ...(validation ? [validation, record.moveTo('VALIDATED')] : []),
    fraudCheck ? Step.parallel(ORDER_STATES.group, [inventory, fraudCheck]) : inventory,
    record.moveTo('RESERVED'),
    ...approval(props),
    payment,
    record.moveTo('PAID'),
    ...(shippingLabel ? [shippingLabel, record.moveTo('LABELLED')] : []),
    ...(shipment ? [shipment, record.moveTo('SHIPPED')] : []),
  ];
}

function approval(props: OrderProcessingProps): Step[] {
  if (!props.approval) return [];
  const amount = expressionText(props.amount ?? ORDER_DEFAULTS.amount);
  return [Step.when(expression(`$number(${amount}) > ${props.approvalAbove}`), props.approval)];
}

function present(step: Step | undefined): Step[] {
  return step ? [step] : [];
}
