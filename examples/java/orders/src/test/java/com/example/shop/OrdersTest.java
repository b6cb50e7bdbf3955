package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cdkstepwise.simulation.Mock;
import io.github.cdkstepwise.simulation.Run;
import io.github.cdkstepwise.simulation.RunStatus;
import io.github.cdkstepwise.simulation.SimulatedWorkflow;
import io.github.cdkstepwise.simulation.Simulator;
import io.github.cdkstepwise.simulation.StartOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;

/** Orders, run on virtual time before anything is deployed. */
class OrdersTest {
    private OrdersStack stack;
    private Simulator simulator;

    /** Everything around the shop answers well; tests say what does not. */
    @BeforeEach
    void declareTheShop() {
        stack = new OrdersStack(new App(), "Orders");
        final Mock ok = Mock.returns(Map.of());
        simulator = Simulator.fromStack(stack)
                .mockService("lambda", "invoke", ok)
                .mockService("sns", "publish", ok)
                .mockResource(stack.getOrders().getTable(), ok)
                .mockResource(stack.getOrders().getEventBus(), ok);
    }

    @Test
    void anOrderWaitsForTheWarehouseAndCompletes() {
        final Run run = start(order("tok_visa"));
        assertEquals(RunStatus.RUNNING, run.getStatus());
        final String token = run.getPendingTokens().get(0);

        run.advance(Duration.days(1));
        run.sendTaskSuccess(token, Map.of("parcel", "JJ1"));

        assertEquals(RunStatus.SUCCEEDED, run.getStatus());
        assertEquals("COMPLETED", ((Map<?, ?>) run.getOutput()).get("status"));
        assertEquals(1, run.getDuration().toDays().intValue());
    }

    @Test
    void whatTheWarehouseLeavesLyingIsUndone() {
        final Run run = start(order("tok_visa"));

        run.advance(Duration.days(2)); // the heartbeat of the shipment

        assertEquals(RunStatus.FAILED, run.getStatus());
        assertEquals("States.Timeout", run.getErrorName());
        final List<String> compensations = List.of("CancelLabel", "RefundCard", "ReleaseItems");
        assertEquals(compensations, run.getPath().stream().filter(compensations::contains).toList());
    }

    @Test
    void aDeclinedCardGivesTheItemsBack() {
        simulator.mockResource("ChargeCard", Mock.fails("Card.Declined", "insufficient funds"));

        final Run run = start(order("tok_visa"));

        assertEquals(RunStatus.FAILED, run.getStatus());
        assertEquals("Card.Declined", run.getErrorName());
        assertTrue(run.getPath().contains("ReleaseItems"));
        assertFalse(run.getPath().contains("RefundCard"));
    }

    @Test
    void aHandlerInJavaAnswersCalls() {
        final CardProcessor processor = new CardProcessor("tok_lost");
        workflow().mock("ChargeCard", Mock.handler(processor));

        final Run lost = start(order("tok_lost"));
        final Run good = start(order("tok_visa"));

        assertEquals("Card.Declined", lost.getErrorName());
        assertTrue(lost.getCause().contains("insufficient funds"), lost.getCause());
        assertEquals(1, good.getPendingTokens().size());
        assertEquals(List.of(2400), processor.charged());
    }

    @Test
    void jsonNullsAreKeptInText() {
        workflow().mock("ChargeCard", Mock.handler(new CardProcessor()));

        final Run run = workflow().start(StartOptions.builder()
                .inputJson("{\"orderId\":\"o-1\",\"coupon\":null,\"total\":2400,\"payment\":{\"cardToken\":\"tok_visa\"}}")
                .build());
        run.sendTaskSuccessJson(run.getPendingTokens().get(0), "{\"parcel\":null}");

        assertTrue(run.getInputJson().contains("\"coupon\":null"), run.getInputJson());
        assertTrue(run.getOutputJson().contains("{\"paymentId\":\"pay-1\",\"discount\":null}"), run.getOutputJson());
        assertTrue(run.getOutputJson().contains("\"coupon\":null"), run.getOutputJson());
    }

    private SimulatedWorkflow workflow() {
        return simulator.workflow(stack.getOrders());
    }

    private Run start(final Map<String, Object> order) {
        return workflow().start(StartOptions.builder().input(order).build());
    }

    private static Map<String, Object> order(final String cardToken) {
        return Map.of(
                "orderId", "o-1",
                "customer", Map.of("email", "ada@example.com"),
                "items", List.of(Map.of("sku", "mug", "quantity", 2, "unitPrice", 1200)),
                "shippingAddress", Map.of("name", "Ada", "street", "Ring 1", "postalCode", "10115", "city", "Berlin", "country", "DE"),
                "payment", Map.of("cardToken", cardToken, "cardExpires", "2030-01"),
                "placedOn", "2026-01-01",
                "total", 2400,
                "currency", "EUR");
    }
}
