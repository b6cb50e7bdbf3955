"""What a newcomer gets wrong is answered in words that help."""

import aws_cdk as cdk
import pytest
from aws_cdk import aws_lambda as lambda_
from cdk_stepwise import OrderProcessing, Step, Workflow, simulation


@pytest.fixture
def stack() -> cdk.Stack:
    return cdk.Stack(cdk.App(), "Shop")


@pytest.fixture
def charge(stack: cdk.Stack) -> lambda_.IFunction:
    return lambda_.Function.from_function_name(stack, "ChargeCard", "charge-card")


def test_a_required_prop_is_missing(stack: cdk.Stack, charge: lambda_.IFunction) -> None:
    with pytest.raises(TypeError, match="inventory"):
        OrderProcessing(stack, "Orders", payment=Step.invoke(charge))


def test_a_duration_is_wrong(stack: cdk.Stack, charge: lambda_.IFunction) -> None:
    with pytest.raises(RuntimeError, match="Shop/Orders: step 'ChargeCard': timeout: got 0 seconds; give whole seconds from 1 to 99999999"):
        Workflow(stack, "Orders", steps=[Step.invoke(charge, timeout=cdk.Duration.seconds(0))])


def test_a_number_is_no_duration(stack: cdk.Stack, charge: lambda_.IFunction) -> None:
    with pytest.raises(TypeError, match="timeout"):
        Workflow(stack, "Orders", steps=[Step.invoke(charge)], timeout=300)


def test_a_mock_names_no_state(stack: cdk.Stack, charge: lambda_.IFunction) -> None:
    Workflow(stack, "Orders", steps=[Step.invoke(charge)])
    workflow = simulation.Simulator.from_stack(stack).workflow()

    with pytest.raises(RuntimeError, match="has no state 'ChargeCrad'; did you mean 'ChargeCard'"):
        workflow.mock("ChargeCrad", simulation.Mock.returns({}))


def test_a_call_has_no_mock(stack: cdk.Stack, charge: lambda_.IFunction) -> None:
    Workflow(stack, "Orders", steps=[Step.invoke(charge)])

    run = simulation.Simulator.from_stack(stack).workflow().start()

    assert run.status == simulation.RunStatus.FAILED
    assert run.cause is not None
    assert run.cause.startswith("state 'ChargeCard' calls lambda:invoke (arn:aws:states:::lambda:invoke) and no mock answers it")
    assert run.cause.endswith("mock('ChargeCard', simulation.Mock.returns({}))")
