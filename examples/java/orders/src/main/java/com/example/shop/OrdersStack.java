package com.example.shop;

import io.github.cdkstepwise.ApiTriggerOptions;
import io.github.cdkstepwise.EventTriggerOptions;
import io.github.cdkstepwise.InvokeProps;
import io.github.cdkstepwise.OrderProcessing;
import io.github.cdkstepwise.SendMessageProps;
import io.github.cdkstepwise.Step;
import io.github.cdkstepwise.Trigger;
import io.github.cdkstepwise.WaitFor;
import io.github.cdkstepwise.WorkflowAlarms;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.apigateway.JsonSchema;
import software.amazon.awscdk.services.apigateway.JsonSchemaType;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** The orders of a web shop: from checkout to shipment, undone where something fails. */
public final class OrdersStack extends Stack {
    private final OrderProcessing orders;

    public OrdersStack(final Construct scope, final String id) {
        super(scope, id);

        final Table inventory = Table.Builder.create(this, "Inventory")
                .partitionKey(Attribute.builder().name("sku").type(AttributeType.STRING).build())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
                .build();
        final EventBus orderBus = new EventBus(this, "OrderBus");
        final Topic customers = Topic.Builder.create(this, "Customers").enforceSsl(true).build();
        final Topic operators = Topic.Builder.create(this, "Operators").enforceSsl(true).build();
        final Queue shipments = Queue.Builder.create(this, "Shipments")
                .enforceSsl(true)
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(Queue.Builder.create(this, "UnreadableShipments").enforceSsl(true).build())
                        .maxReceiveCount(5)
                        .build())
                .build();

        final Map<String, String> environment = Map.of("INVENTORY_TABLE", inventory.getTableName());
        final Function reserve = ShopFunction.create(this, "ReserveItems", "inventory.reserve", environment);
        final Function release = ShopFunction.create(this, "ReleaseItems", "inventory.release", environment);
        inventory.grant(reserve, "dynamodb:PutItem", "dynamodb:UpdateItem");
        inventory.grant(release, "dynamodb:DeleteItem", "dynamodb:UpdateItem");
        final Function charge = ShopFunction.create(this, "ChargeCard", "payments.charge");
        final Function createLabel = ShopFunction.create(this, "CreateLabel", "shipping.createLabel");

        this.orders = OrderProcessing.Builder.create(this, "Orders")
                .validation(invoke("ValidateOrder", "orders.validate"))
                .inventory(Step.invoke(reserve, undoneBy(Step.invoke(release))))
                .fraudCheck(invoke("CheckFraud", "fraud.check"))
                .payment(Step.invoke(charge, undoneBy(invoke("RefundCard", "payments.refund"))))
                .shippingLabel(Step.invoke(createLabel, undoneBy(invoke("CancelLabel", "shipping.cancelLabel"))))
                .shipment(Step.sendMessage(shipments, SendMessageProps.builder()
                        .wait(WaitFor.CALLBACK)
                        .timeout(Duration.days(5))
                        .heartbeat(Duration.days(2))
                        .build()))
                .notification(Step.publish(customers))
                .eventBus(orderBus)
                .eventSource("shop.orders")
                .alarms(WorkflowAlarms.builder().topic(operators).build())
                .triggers(List.of(
                        Trigger.api(ApiTriggerOptions.builder()
                                .path("orders")
                                .executionNameField("orderId")
                                .requestSchema(JsonSchema.builder()
                                        .type(JsonSchemaType.OBJECT)
                                        .required(List.of("customer", "items", "payment", "shippingAddress", "total"))
                                        .build())
                                .build()),
                        Trigger.event(EventTriggerOptions.builder()
                                .eventBus(orderBus)
                                .eventPattern(EventPattern.builder()
                                        .source(List.of("shop.checkout"))
                                        .detailType(List.of("OrderPlaced"))
                                        .build())
                                .input(RuleTargetInput.fromEventPath("$.detail"))
                                .alarmTopic(operators)
                                .build())))
                .build();

        Validations.of(this.orders).acknowledge(Acknowledgment.builder()
                .id("AwsSolutions-APIG3")
                .reason("only roles of this account call the API, and they sign their requests")
                .build());
    }

    /** Takes the orders. */
    public OrderProcessing getOrders() {
        return this.orders;
    }

    private Step invoke(final String id, final String code) {
        return Step.invoke(ShopFunction.create(this, id, code));
    }

    private static InvokeProps undoneBy(final Step compensation) {
        return InvokeProps.builder().compensation(compensation).build();
    }
}
