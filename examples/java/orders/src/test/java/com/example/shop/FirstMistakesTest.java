package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cdkstepwise.InvokeProps;
import io.github.cdkstepwise.OrderProcessing;
import io.github.cdkstepwise.Step;
import io.github.cdkstepwise.Workflow;
import io.github.cdkstepwise.simulation.Mock;
import io.github.cdkstepwise.simulation.Run;
import io.github.cdkstepwise.simulation.RunStatus;
import io.github.cdkstepwise.simulation.SimulatedWorkflow;
import io.github.cdkstepwise.simulation.Simulator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;

/** What a newcomer gets wrong is answered in words that help. */
class FirstMistakesTest {
    private final Stack stack = new Stack(new App(), "Shop");
    private final IFunction charge = Function.fromFunctionName(stack, "ChargeCard", "charge-card");

    @Test
    void aRequiredPropIsMissing() {
        assertFails(() -> OrderProcessing.Builder.create(stack, "Orders").payment(Step.invoke(charge)).build(), "inventory");
    }

    @Test
    void aDurationIsWrong() {
        assertFails(
                () -> Workflow.Builder.create(stack, "Orders")
                        .steps(List.of(Step.invoke(charge, InvokeProps.builder().timeout(Duration.seconds(0)).build())))
                        .build(),
                "Shop/Orders: step 'ChargeCard': timeout: got 0 seconds; give whole seconds from 1 to 99999999");
    }

    @Test
    void aMockNamesNoState() {
        final SimulatedWorkflow workflow = charging();

        assertFails(() -> workflow.mock("ChargeCrad", Mock.returns(Map.of())), "has no state 'ChargeCrad'; did you mean 'ChargeCard'?");
    }

    @Test
    void aCallHasNoMock() {
        final Run run = charging().start();

        assertEquals(RunStatus.FAILED, run.getStatus());
        assertTrue(run.getCause().startsWith("state 'ChargeCard' calls lambda:invoke (arn:aws:states:::lambda:invoke) and no mock answers it"));
        assertTrue(run.getCause().endsWith("mock(\"ChargeCard\", Mock.returns(Map.of()))"));
    }

    private SimulatedWorkflow charging() {
        Workflow.Builder.create(stack, "Orders").steps(List.of(Step.invoke(charge))).build();
        return Simulator.fromStack(stack).workflow();
    }

    private static void assertFails(final Executable mistake, final String words) {
        final String message = assertThrows(RuntimeException.class, mistake).getMessage();
        assertTrue(message.contains(words), message);
    }
}
