"""Orders, run on virtual time before anything is deployed."""

import json

import aws_cdk as cdk
import jsii
import pytest
from cdk_stepwise import simulation

from orders.orders_stack import OrdersStack

ORDER = {
    "orderId": "o-1",
    "customer": {"email": "ada@example.com"},
    "items": [{"sku": "mug", "quantity": 2, "unitPrice": 1200}],
    "shippingAddress": {"name": "Ada", "street": "Ring 1", "postalCode": "10115", "city": "Berlin", "country": "DE"},
    "payment": {"cardToken": "tok_visa", "cardExpires": "2030-01"},
    "placedOn": "2026-01-01",
    "total": 2400,
    "currency": "EUR",
}


@jsii.implements(simulation.IServiceHandler)
class CardProcessor:
    """Declines the cards that it is told to, and remembers what it charged."""

    def __init__(self, *declined: str) -> None:
        self.declined = declined
        self.charged = []

    def handle(self, request: simulation.ServiceRequest) -> simulation.ServiceResponse:
        order = json.loads(request.request_json)["Payload"]
        if order["payment"]["cardToken"] in self.declined:
            return simulation.ServiceResponse.fail("Card.Declined", "insufficient funds")
        self.charged.append(order["total"])
        return simulation.ServiceResponse.succeed_json(json.dumps({"paymentId": "pay-1", "coupon": None}))


@pytest.fixture
def stack() -> OrdersStack:
    return OrdersStack(cdk.App(), "Orders")


@pytest.fixture
def simulator(stack: OrdersStack) -> simulation.Simulator:
    """Everything around the shop answers well; tests say what does not."""
    ok = simulation.Mock.returns({})
    return (
        simulation.Simulator.from_stack(stack)
        .mock_service("lambda", "invoke", ok)
        .mock_service("sns", "publish", ok)
        .mock_resource(stack.orders.table, ok)
        .mock_resource(stack.orders.event_bus, ok)
    )


def test_an_order_waits_for_the_warehouse_and_completes(stack: OrdersStack, simulator: simulation.Simulator) -> None:
    run = simulator.workflow(stack.orders).start(input=ORDER)
    assert run.status == simulation.RunStatus.RUNNING
    [token] = run.pending_tokens

    run.advance(cdk.Duration.days(1))
    run.send_task_success(token, {"parcel": "JJ1"})

    assert run.status == simulation.RunStatus.SUCCEEDED
    assert run.output["status"] == "COMPLETED"
    assert run.duration.to_days() == 1


def test_what_the_warehouse_leaves_lying_is_undone(stack: OrdersStack, simulator: simulation.Simulator) -> None:
    run = simulator.workflow(stack.orders).start(input=ORDER)

    run.advance(cdk.Duration.days(2))  # the heartbeat of the shipment

    assert run.status == simulation.RunStatus.FAILED
    assert run.error_name == "States.Timeout"
    undone = [state for state in run.path if state in ("CancelLabel", "RefundCard", "ReleaseItems")]
    assert undone == ["CancelLabel", "RefundCard", "ReleaseItems"]


def test_a_declined_card_gives_the_items_back(stack: OrdersStack, simulator: simulation.Simulator) -> None:
    simulator.mock_resource("ChargeCard", simulation.Mock.fails("Card.Declined", "insufficient funds"))

    run = simulator.workflow(stack.orders).start(input=ORDER)

    assert (run.status, run.error_name) == (simulation.RunStatus.FAILED, "Card.Declined")
    assert "ReleaseItems" in run.path
    assert "RefundCard" not in run.path


def test_a_handler_in_python_answers_calls(stack: OrdersStack, simulator: simulation.Simulator) -> None:
    processor = CardProcessor("tok_lost")
    workflow = simulator.workflow(stack.orders).mock("ChargeCard", simulation.Mock.handler(processor))

    lost = workflow.start(input={**ORDER, "payment": {"cardToken": "tok_lost"}})
    good = workflow.start(input=ORDER)

    assert lost.error_name == "Card.Declined"
    assert lost.cause is not None and "insufficient funds" in lost.cause
    assert good.pending_tokens
    assert processor.charged == [2400]


def test_json_nulls_are_kept_in_text(stack: OrdersStack, simulator: simulation.Simulator) -> None:
    simulator.mock_resource("ChargeCard", simulation.Mock.handler(CardProcessor()))
    order = {**ORDER, "coupon": None}

    run = simulator.workflow(stack.orders).start(input_json=json.dumps(order))
    run.send_task_success_json(run.pending_tokens[0], json.dumps({"parcel": None}))

    assert json.loads(run.input_json)["coupon"] is None
    output = json.loads(run.output_json)["order"]
    assert output["coupon"] is None
    assert output["ChargeCard"] == {"paymentId": "pay-1", "coupon": None}
