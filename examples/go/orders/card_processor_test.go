package main

import (
	"encoding/json"
	"slices"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdkstepwise/cdk-stepwise-go/cdkstepwise/simulation"
)

// cardProcessor declines the cards that it is told to, and remembers what it charged, in cents.
type cardProcessor struct {
	declined []string
	charged  []int
}

// Handle answers the call of ChargeCard.
func (p *cardProcessor) Handle(request *simulation.ServiceRequest) simulation.ServiceResponse {
	var call struct {
		Payload struct {
			Total   int
			Payment struct{ CardToken string }
		}
	}
	if err := json.Unmarshal([]byte(*request.RequestJson), &call); err != nil {
		return simulation.ServiceResponse_Fail(jsii.String("Card.Unreadable"), jsii.String(err.Error()))
	}
	if slices.Contains(p.declined, call.Payload.Payment.CardToken) {
		return simulation.ServiceResponse_Fail(jsii.String("Card.Declined"), jsii.String("insufficient funds"))
	}
	p.charged = append(p.charged, call.Payload.Total)
	return simulation.ServiceResponse_SucceedJson(jsii.String(`{"paymentId":"pay-1","discount":null}`))
}
