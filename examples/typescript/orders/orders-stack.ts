import {
  aws_apigateway as apigateway, aws_dynamodb as dynamodb, aws_events as events, aws_sns as sns, aws_sqs as sqs, Duration, Stack, StackProps,
  Validations,
} from 'aws-cdk-lib';
import { OrderProcessing, Step, Trigger, WaitFor } from 'cdk-stepwise';
import { Construct } from 'constructs';
import { ShopFunction } from './shop-function';

/** The orders of a web shop: from checkout to shipment, undone where something fails. */
export class OrdersStack extends Stack {
  /** Takes the orders. */
  public readonly orders: OrderProcessing;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const inventory = new dynamodb.Table(this, 'Inventory', {
      partitionKey: { name: 'sku', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
    const orderBus = new events.EventBus(this, 'OrderBus');
    const customers = new sns.Topic(this, 'Customers', { enforceSSL: true });
    const operators = new sns.Topic(this, 'Operators', { enforceSSL: true });
    const shipments = new sqs.Queue(this, 'Shipments', {
      enforceSSL: true,
      deadLetterQueue: { queue: new sqs.Queue(this, 'UnreadableShipments', { enforceSSL: true }), maxReceiveCount: 5 },
    });

    const environment = { INVENTORY_TABLE: inventory.tableName };
    const reserve = new ShopFunction(this, 'ReserveItems', { code: 'inventory.reserve', environment });
    const release = new ShopFunction(this, 'ReleaseItems', { code: 'inventory.release', environment });
    inventory.grant(reserve, 'dynamodb:PutItem', 'dynamodb:UpdateItem');
    inventory.grant(release, 'dynamodb:DeleteItem', 'dynamodb:UpdateItem');
    const invoke = (name: string, code: string) => Step.invoke(new ShopFunction(this, name, { code }));
    const charge = new ShopFunction(this, 'ChargeCard', { code: 'payments.charge' });
    const createLabel = new ShopFunction(this, 'CreateLabel', { code: 'shipping.createLabel' });

    this.orders = new OrderProcessing(this, 'Orders', {
      validation: invoke('ValidateOrder', 'orders.validate'),
      inventory: Step.invoke(reserve, { compensation: Step.invoke(release) }),
      fraudCheck: invoke('CheckFraud', 'fraud.check'),
      payment: Step.invoke(charge, { compensation: invoke('RefundCard', 'payments.refund') }),
      shippingLabel: Step.invoke(createLabel, { compensation: invoke('CancelLabel', 'shipping.cancelLabel') }),
      shipment: Step.sendMessage(shipments, { wait: WaitFor.CALLBACK, timeout: Duration.days(5), heartbeat: Duration.days(2) }),
      notification: Step.publish(customers),
      eventBus: orderBus,
      eventSource: 'shop.orders',
      alarms: { topic: operators },
      triggers: [
        Trigger.api({
          path: 'orders',
          executionNameField: 'orderId',
          requestSchema: { type: apigateway.JsonSchemaType.OBJECT, required: ['customer', 'items', 'payment', 'shippingAddress', 'total'] },
        }),
        Trigger.event({
          eventBus: orderBus,
          eventPattern: { source: ['shop.checkout'], detailType: ['OrderPlaced'] },
          input: events.RuleTargetInput.fromEventPath('$.detail'),
          alarmTopic: operators,
        }),
      ],
    });

    Validations.of(this.orders).acknowledge({ id: 'AwsSolutions-APIG3', reason: 'only roles of this account call the API, and they sign their requests' });
  }
}
