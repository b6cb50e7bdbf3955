package com.example.shop;

import software.amazon.awscdk.App;

/** The app that {@code cdk deploy} takes. */
public final class OrdersApp {
    private OrdersApp() {
    }

    public static void main(final String[] args) {
        final App app = new App();
        new OrdersStack(app, "Orders");
        app.synth();
    }
}
