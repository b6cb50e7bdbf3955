package com.example.shop;

import io.github.cdkstepwise.simulation.IServiceHandler;
import io.github.cdkstepwise.simulation.ServiceRequest;
import io.github.cdkstepwise.simulation.ServiceResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Declines the cards that it is told to, and remembers what it charged. */
final class CardProcessor implements IServiceHandler {
    private final List<String> declined;
    private final List<Integer> charged = new ArrayList<>();

    CardProcessor(final String... declined) {
        this.declined = List.of(declined);
    }

    @Override
    public ServiceResponse handle(final ServiceRequest request) {
        final Map<?, ?> order = (Map<?, ?>) ((Map<?, ?>) request.getRequest()).get("Payload");
        final Object card = ((Map<?, ?>) order.get("payment")).get("cardToken");
        if (declined.contains(card)) {
            return ServiceResponse.fail("Card.Declined", "insufficient funds");
        }
        charged.add(((Number) order.get("total")).intValue());
        return ServiceResponse.succeedJson("{\"paymentId\":\"pay-1\",\"discount\":null}");
    }

    /** What was charged, in cents, in the order in which it was. */
    List<Integer> charged() {
        return List.copyOf(charged);
    }
}
