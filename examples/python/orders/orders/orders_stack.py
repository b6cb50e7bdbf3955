"""The whole shop."""

from typing import Any

from aws_cdk import Acknowledgment, Duration, Stack, Validations
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from cdk_stepwise import OrderProcessing, Step, Trigger, WaitFor, WorkflowAlarms
from constructs import Construct

from .shop_function import ShopFunction


class OrdersStack(Stack):
    """The orders of a web shop: from checkout to shipment, undone where something fails."""

    def __init__(self, scope: Construct, id: str, **kwargs: Any) -> None:
        super().__init__(scope, id, **kwargs)

        inventory = dynamodb.Table(
            self,
            "Inventory",
            partition_key=dynamodb.Attribute(name="sku", type=dynamodb.AttributeType.STRING),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True,
            ),
        )
        order_bus = events.EventBus(self, "OrderBus")
        customers = sns.Topic(self, "Customers", enforce_ssl=True)
        operators = sns.Topic(self, "Operators", enforce_ssl=True)
        shipments = sqs.Queue(
            self,
            "Shipments",
            enforce_ssl=True,
            dead_letter_queue=sqs.DeadLetterQueue(
                queue=sqs.Queue(self, "UnreadableShipments", enforce_ssl=True),
                max_receive_count=5,
            ),
        )

        environment = {"INVENTORY_TABLE": inventory.table_name}
        reserve = ShopFunction(self, "ReserveItems", code="inventory.reserve", environment=environment)
        release = ShopFunction(self, "ReleaseItems", code="inventory.release", environment=environment)
        inventory.grant(reserve, "dynamodb:PutItem", "dynamodb:UpdateItem")
        inventory.grant(release, "dynamodb:DeleteItem", "dynamodb:UpdateItem")
        charge = ShopFunction(self, "ChargeCard", code="payments.charge")
        create_label = ShopFunction(self, "CreateLabel", code="shipping.createLabel")

        #: Takes the orders.
        self.orders = OrderProcessing(
            self,
            "Orders",
            validation=self._invoke("ValidateOrder", "orders.validate"),
            inventory=Step.invoke(reserve, compensation=Step.invoke(release)),
            fraud_check=self._invoke("CheckFraud", "fraud.check"),
            payment=Step.invoke(charge, compensation=self._invoke("RefundCard", "payments.refund")),
            shipping_label=Step.invoke(create_label, compensation=self._invoke("CancelLabel", "shipping.cancelLabel")),
            shipment=Step.send_message(
                shipments,
                wait=WaitFor.CALLBACK,
                timeout=Duration.days(5),
                heartbeat=Duration.days(2),
            ),
            notification=Step.publish(customers),
            event_bus=order_bus,
            event_source="shop.orders",
            alarms=WorkflowAlarms(topic=operators),
            triggers=[
                Trigger.api(
                    path="orders",
                    execution_name_field="orderId",
                    request_schema=apigateway.JsonSchema(
                        type=apigateway.JsonSchemaType.OBJECT,
                        required=["customer", "items", "payment", "shippingAddress", "total"],
                    ),
                ),
                Trigger.event(
                    event_bus=order_bus,
                    event_pattern=events.EventPattern(source=["shop.checkout"], detail_type=["OrderPlaced"]),
                    input=events.RuleTargetInput.from_event_path("$.detail"),
                    alarm_topic=operators,
                ),
            ],
        )

        Validations.of(self.orders).acknowledge(
            Acknowledgment(
                id="AwsSolutions-APIG3",
                reason="only roles of this account call the API, and they sign their requests",
            )
        )

    def _invoke(self, id: str, code: str) -> Step:
        return Step.invoke(ShopFunction(self, id, code=code))
