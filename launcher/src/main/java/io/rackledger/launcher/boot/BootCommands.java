package io.rackledger.launcher.boot;

import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands {@code boot}. */
public final class BootCommands {
    /** It would be served, but it may hurt, or it would be told to wait. */
    static final int NOT_QUITE = 10;

    /** Machines will not boot so. */
    static final int BROKEN = 11;

    static final String PATH = "/api/v1/boot/";

    private BootCommands() {}

    @Command(
            name = "boot",
            description =
                    "Network boot: what a machine's plan is, what it would be served now and why, and whether all is"
                            + " there for it.")
    private static final class BootGroup {}

    public static CommandLine boot(Clock clock) {
        return new CommandLine(new BootGroup())
                .addSubcommand(new BootPlanCommand())
                .addSubcommand(new BootWhyCommand())
                .addSubcommand(new BootDoctorCommand(clock));
    }
}
