package io.rackledger.launcher.serve;

import io.rackledger.core.node.WaitPolicy;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long waits may take. Names and meaning as in {@link WaitPolicy}. */
final class WaitOptions {
    @Option(
            names = "--wait-bmc",
            paramLabel = "TIME",
            defaultValue = "2m",
            converter = DurationConverter.class,
            description = "For a power action with its verification; default ${DEFAULT-VALUE}.")
    private Duration bmc = Duration.ofMinutes(2);

    @Option(
            names = "--wait-machine",
            paramLabel = "TIME",
            defaultValue = "60m",
            converter = DurationConverter.class,
            description = "For a whole boot, steps not counted; default ${DEFAULT-VALUE}.")
    private Duration machine = Duration.ofMinutes(60);

    @Option(
            names = "--wait-installed",
            paramLabel = "TIME",
            defaultValue = "30m",
            converter = DurationConverter.class,
            description = "For the installed system to report; default ${DEFAULT-VALUE}.")
    private Duration installed = Duration.ofMinutes(30);

    @Option(
            names = "--wait-progress",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = DurationConverter.class,
            description = "Between two links of the boot chain; default ${DEFAULT-VALUE}.")
    private Duration progress = Duration.ofMinutes(5);

    @Option(
            names = "--wait-liveness",
            paramLabel = "TIME",
            defaultValue = "3m",
            converter = DurationConverter.class,
            description = "How long a running machine may be silent; default ${DEFAULT-VALUE}.")
    private Duration liveness = Duration.ofMinutes(3);

    @Option(
            names = "--wait-operator",
            paramLabel = "TIME",
            defaultValue = "24h",
            converter = DurationConverter.class,
            description = "Until an operator is reminded; default ${DEFAULT-VALUE}.")
    private Duration operator = Duration.ofHours(24);

    @Option(
            names = "--boot-budget",
            paramLabel = "N",
            defaultValue = "5",
            description = "Boot script requests that one wait allows; default ${DEFAULT-VALUE}.")
    private int bootBudget;

    WaitPolicy policy() {
        return new WaitPolicy(bmc, machine, installed, progress, liveness, operator, bootBudget);
    }
}
