package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdkstepwise/cdk-stepwise-go/cdkstepwise"
	"github.com/cdkstepwise/cdk-stepwise-go/cdkstepwise/simulation"
)

// What a newcomer gets wrong is answered in words that help. The CDK for Go panics where other languages throw.

func newCharge() (awscdk.Stack, awslambda.IFunction) {
	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("Shop"), nil)
	return stack, awslambda.Function_FromFunctionName(stack, jsii.String("ChargeCard"), jsii.String("charge-card"))
}

func charging() simulation.SimulatedWorkflow {
	stack, charge := newCharge()
	cdkstepwise.NewWorkflow(stack, jsii.String("Orders"), &cdkstepwise.WorkflowProps{
		Steps: &[]cdkstepwise.Step{cdkstepwise.Step_Invoke(charge, nil)},
	})
	return simulation.Simulator_FromStack(stack, nil).Workflow(nil)
}

func expectPanic(t *testing.T, words string, mistake func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if message := fmt.Sprint(recover()); !strings.Contains(message, words) {
			t.Errorf("got %q, which does not say %q", message, words)
		}
	}()
	mistake()
}

func TestARequiredPropIsMissing(t *testing.T) {
	stack, charge := newCharge()
	expectPanic(t, "OrderProcessingProps.Inventory is required", func() {
		cdkstepwise.NewOrderProcessing(stack, jsii.String("Orders"), &cdkstepwise.OrderProcessingProps{
			Payment: cdkstepwise.Step_Invoke(charge, nil),
		})
	})
}

func TestADurationIsWrong(t *testing.T) {
	stack, charge := newCharge()
	expectPanic(t, "Shop/Orders: step 'ChargeCard': timeout: got 0 seconds; give whole seconds from 1 to 99999999", func() {
		cdkstepwise.NewWorkflow(stack, jsii.String("Orders"), &cdkstepwise.WorkflowProps{
			Steps: &[]cdkstepwise.Step{
				cdkstepwise.Step_Invoke(charge, &cdkstepwise.InvokeProps{Timeout: awscdk.Duration_Seconds(jsii.Number(0))}),
			},
		})
	})
}

func TestAMockNamesNoState(t *testing.T) {
	expectPanic(t, "has no state 'ChargeCrad'; did you mean 'ChargeCard'?", func() {
		charging().Mock(jsii.String("ChargeCrad"), simulation.Mock_Returns(map[string]any{}))
	})
}

func TestACallHasNoMock(t *testing.T) {
	run := charging().Start(nil)

	expectStatus(t, run, simulation.RunStatus_FAILED)
	if words := "state 'ChargeCard' calls lambda:invoke (arn:aws:states:::lambda:invoke) and no mock answers it"; !strings.HasPrefix(*run.Cause(), words) {
		t.Errorf("got %q, which does not begin with %q", *run.Cause(), words)
	}
	if line := `Mock(jsii.String("ChargeCard"), simulation.Mock_Returns(map[string]any{}))`; !strings.HasSuffix(*run.Cause(), line) {
		t.Errorf("got %q, which does not end with %q", *run.Cause(), line)
	}
}
