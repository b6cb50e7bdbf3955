package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdkstepwise/cdk-stepwise-go/cdkstepwise/simulation"
)

// newShop declares the shop, around which everything answers well; tests say what does not.
func newShop() (OrdersStack, simulation.Simulator) {
	stack := NewOrdersStack(awscdk.NewApp(nil), "Orders")
	ok := simulation.Mock_Returns(map[string]any{})
	simulator := simulation.Simulator_FromStack(stack.Stack, nil).
		MockService(jsii.String("lambda"), jsii.String("invoke"), ok).
		MockService(jsii.String("sns"), jsii.String("publish"), ok).
		MockResource(stack.Orders.Table(), ok).
		MockResource(stack.Orders.EventBus(), ok)
	return stack, simulator
}

func order(cardToken string) map[string]any {
	return map[string]any{
		"orderId":         "o-1",
		"customer":        map[string]any{"email": "ada@example.com"},
		"items":           []any{map[string]any{"sku": "mug", "quantity": 2, "unitPrice": 1200}},
		"shippingAddress": map[string]any{"name": "Ada", "street": "Ring 1", "postalCode": "10115", "city": "Berlin", "country": "DE"},
		"payment":         map[string]any{"cardToken": cardToken, "cardExpires": "2030-01"},
		"placedOn":        "2026-01-01",
		"total":           2400,
		"currency":        "EUR",
	}
}

func path(run simulation.Run) []string {
	var names []string
	for _, name := range *run.Path() {
		names = append(names, *name)
	}
	return names
}

func expectStatus(t *testing.T, run simulation.Run, want simulation.RunStatus) {
	t.Helper()
	if got := run.Status(); got != want {
		t.Fatalf("status: got %s, want %s\n%s", got, want, *run.ToString())
	}
}

func TestAnOrderWaitsForTheWarehouseAndCompletes(t *testing.T) {
	stack, simulator := newShop()
	run := simulator.Workflow(stack.Orders).Start(&simulation.StartOptions{Input: order("tok_visa")})
	expectStatus(t, run, simulation.RunStatus_RUNNING)
	token := (*run.PendingTokens())[0]

	run.Advance(awscdk.Duration_Days(jsii.Number(1)))
	run.SendTaskSuccess(token, map[string]any{"parcel": "JJ1"})

	expectStatus(t, run, simulation.RunStatus_SUCCEEDED)
	if output := run.Output().(map[string]any); output["status"] != "COMPLETED" {
		t.Errorf("got %v", output)
	}
	if days := *run.Duration().ToDays(nil); days != 1 {
		t.Errorf("got %v days", days)
	}
}

func TestWhatTheWarehouseLeavesLyingIsUndone(t *testing.T) {
	stack, simulator := newShop()
	run := simulator.Workflow(stack.Orders).Start(&simulation.StartOptions{Input: order("tok_visa")})

	run.Advance(awscdk.Duration_Days(jsii.Number(2))) // the heartbeat of the shipment

	expectStatus(t, run, simulation.RunStatus_FAILED)
	if *run.ErrorName() != "States.Timeout" {
		t.Errorf("got %s", *run.ErrorName())
	}
	compensations := []string{"CancelLabel", "RefundCard", "ReleaseItems"}
	undone := slices.DeleteFunc(path(run), func(name string) bool { return !slices.Contains(compensations, name) })
	if !slices.Equal(undone, compensations) {
		t.Errorf("undone: %v", undone)
	}
}

func TestADeclinedCardGivesTheItemsBack(t *testing.T) {
	stack, simulator := newShop()
	simulator.MockResource("ChargeCard", simulation.Mock_Fails(jsii.String("Card.Declined"), jsii.String("insufficient funds")))

	run := simulator.Workflow(stack.Orders).Start(&simulation.StartOptions{Input: order("tok_visa")})

	expectStatus(t, run, simulation.RunStatus_FAILED)
	if *run.ErrorName() != "Card.Declined" {
		t.Errorf("got %s", *run.ErrorName())
	}
	if !slices.Contains(path(run), "ReleaseItems") || slices.Contains(path(run), "RefundCard") {
		t.Errorf("path: %v", path(run))
	}
}

func TestAHandlerInGoAnswersCalls(t *testing.T) {
	stack, simulator := newShop()
	processor := &cardProcessor{declined: []string{"tok_lost"}}
	workflow := simulator.Workflow(stack.Orders).Mock(jsii.String("ChargeCard"), simulation.Mock_Handler(processor))

	lost := workflow.Start(&simulation.StartOptions{Input: order("tok_lost")})
	good := workflow.Start(&simulation.StartOptions{Input: order("tok_visa")})

	if *lost.ErrorName() != "Card.Declined" || !strings.Contains(*lost.Cause(), "insufficient funds") {
		t.Errorf("got %s: %s", *lost.ErrorName(), *lost.Cause())
	}
	if len(*good.PendingTokens()) != 1 {
		t.Errorf("the good order does not wait for its shipment:\n%s", *good.ToString())
	}
	if !slices.Equal(processor.charged, []int{2400}) {
		t.Errorf("charged: %v", processor.charged)
	}
}

func TestJSONNullsAreKeptInText(t *testing.T) {
	stack, simulator := newShop()
	workflow := simulator.Workflow(stack.Orders).Mock(jsii.String("ChargeCard"), simulation.Mock_Handler(&cardProcessor{}))

	run := workflow.Start(&simulation.StartOptions{
		InputJson: jsii.String(`{"orderId":"o-1","coupon":null,"total":2400,"payment":{"cardToken":"tok_visa"}}`),
	})
	run.SendTaskSuccessJson((*run.PendingTokens())[0], jsii.String(`{"parcel":null}`))

	expectStatus(t, run, simulation.RunStatus_SUCCEEDED)
	for _, kept := range []string{`"coupon":null`, `{"paymentId":"pay-1","discount":null}`} {
		if !strings.Contains(*run.OutputJson(), kept) {
			t.Errorf("%s is not in %s", kept, *run.OutputJson())
		}
	}
}
