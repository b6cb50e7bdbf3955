package com.example.shop;

import java.nio.file.Path;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The functions of the shop. */
final class ShopFunction {
    /** The code of the functions, which the shop has once for all of its apps. The build runs in the folder of this project. */
    private static final Path HANDLERS = Path.of("..", "..", "typescript", "orders", "handlers");

    private ShopFunction() {
    }

    /** Declares a function that needs nothing in its environment. */
    static Function create(final Construct scope, final String id, final String code) {
        return create(scope, id, code, Map.of());
    }

    /**
     * Declares a function, with a role that can write its log and nothing else.
     *
     * @param code        the function in the handlers: {@code inventory.reserve} is {@code reserve} of {@code inventory/index.js}
     * @param environment what it finds in {@code process.env}
     */
    static Function create(final Construct scope, final String id, final String code, final Map<String, String> environment) {
        final String[] parts = code.split("\\.");
        final LogGroup logGroup = LogGroup.Builder.create(scope, id + "Log")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        final Role role = Role.Builder.create(scope, id + "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        logGroup.grantWrite(role);
        return Function.Builder.create(scope, id)
                .runtime(Runtime.NODEJS_24_X)
                .architecture(Architecture.ARM_64)
                .code(Code.fromAsset(HANDLERS.resolve(parts[0]).toString()))
                .handler("index." + parts[1])
                .environment(environment)
                .timeout(Duration.seconds(10))
                .memorySize(256)
                .logGroup(logGroup)
                .role(role)
                .build();
    }
}
