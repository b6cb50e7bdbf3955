package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigateway"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdkstepwise/cdk-stepwise-go/cdkstepwise"
)

// OrdersStack holds the orders of a web shop: from checkout to shipment, undone where something fails.
type OrdersStack struct {
	awscdk.Stack

	// Orders takes the orders.
	Orders cdkstepwise.OrderProcessing
}

// NewOrdersStack declares the whole shop.
func NewOrdersStack(scope constructs.Construct, id string) OrdersStack {
	stack := awscdk.NewStack(scope, &id, nil)

	inventory := awsdynamodb.NewTable(stack, jsii.String("Inventory"), &awsdynamodb.TableProps{
		PartitionKey: &awsdynamodb.Attribute{Name: jsii.String("sku"), Type: awsdynamodb.AttributeType_STRING},
		BillingMode:  awsdynamodb.BillingMode_PAY_PER_REQUEST,
		PointInTimeRecoverySpecification: &awsdynamodb.PointInTimeRecoverySpecification{
			PointInTimeRecoveryEnabled: jsii.Bool(true),
		},
	})
	orderBus := awsevents.NewEventBus(stack, jsii.String("OrderBus"), nil)
	customers := awssns.NewTopic(stack, jsii.String("Customers"), &awssns.TopicProps{EnforceSSL: jsii.Bool(true)})
	operators := awssns.NewTopic(stack, jsii.String("Operators"), &awssns.TopicProps{EnforceSSL: jsii.Bool(true)})
	shipments := awssqs.NewQueue(stack, jsii.String("Shipments"), &awssqs.QueueProps{
		EnforceSSL: jsii.Bool(true),
		DeadLetterQueue: &awssqs.DeadLetterQueue{
			Queue:           awssqs.NewQueue(stack, jsii.String("UnreadableShipments"), &awssqs.QueueProps{EnforceSSL: jsii.Bool(true)}),
			MaxReceiveCount: jsii.Number(5),
		},
	})

	environment := map[string]*string{"INVENTORY_TABLE": inventory.TableName()}
	reserve := newShopFunction(stack, "ReserveItems", "inventory.reserve", environment)
	release := newShopFunction(stack, "ReleaseItems", "inventory.release", environment)
	inventory.Grant(reserve, jsii.String("dynamodb:PutItem"), jsii.String("dynamodb:UpdateItem"))
	inventory.Grant(release, jsii.String("dynamodb:DeleteItem"), jsii.String("dynamodb:UpdateItem"))
	charge := newShopFunction(stack, "ChargeCard", "payments.charge", nil)
	createLabel := newShopFunction(stack, "CreateLabel", "shipping.createLabel", nil)
	invoke := func(id, code string) cdkstepwise.Step {
		return cdkstepwise.Step_Invoke(newShopFunction(stack, id, code, nil), nil)
	}

	orders := cdkstepwise.NewOrderProcessing(stack, jsii.String("Orders"), &cdkstepwise.OrderProcessingProps{
		Validation: invoke("ValidateOrder", "orders.validate"),
		Inventory:  cdkstepwise.Step_Invoke(reserve, &cdkstepwise.InvokeProps{Compensation: cdkstepwise.Step_Invoke(release, nil)}),
		FraudCheck: invoke("CheckFraud", "fraud.check"),
		Payment:    cdkstepwise.Step_Invoke(charge, &cdkstepwise.InvokeProps{Compensation: invoke("RefundCard", "payments.refund")}),
		ShippingLabel: cdkstepwise.Step_Invoke(createLabel, &cdkstepwise.InvokeProps{
			Compensation: invoke("CancelLabel", "shipping.cancelLabel"),
		}),
		Shipment: cdkstepwise.Step_SendMessage(shipments, &cdkstepwise.SendMessageProps{
			Wait:      cdkstepwise.WaitFor_CALLBACK,
			Timeout:   awscdk.Duration_Days(jsii.Number(5)),
			Heartbeat: awscdk.Duration_Days(jsii.Number(2)),
		}),
		Notification: cdkstepwise.Step_Publish(customers, nil),
		EventBus:     orderBus,
		EventSource:  jsii.String("shop.orders"),
		Alarms:       &cdkstepwise.WorkflowAlarms{Topic: operators},
		Triggers: &[]cdkstepwise.Trigger{
			cdkstepwise.Trigger_Api(&cdkstepwise.ApiTriggerOptions{
				Path:               jsii.String("orders"),
				ExecutionNameField: jsii.String("orderId"),
				RequestSchema: &awsapigateway.JsonSchema{
					Type:     awsapigateway.JsonSchemaType_OBJECT,
					Required: jsii.Strings("customer", "items", "payment", "shippingAddress", "total"),
				},
			}),
			cdkstepwise.Trigger_Event(&cdkstepwise.EventTriggerOptions{
				EventBus: orderBus,
				EventPattern: &awsevents.EventPattern{
					Source:     jsii.Strings("shop.checkout"),
					DetailType: jsii.Strings("OrderPlaced"),
				},
				Input:      awsevents.RuleTargetInput_FromEventPath(jsii.String("$.detail")),
				AlarmTopic: operators,
			}),
		},
	})

	awscdk.Validations_Of(orders).Acknowledge(&awscdk.Acknowledgment{
		Id:     jsii.String("AwsSolutions-APIG3"),
		Reason: jsii.String("only roles of this account call the API, and they sign their requests"),
	})
	return OrdersStack{Stack: stack, Orders: orders}
}
