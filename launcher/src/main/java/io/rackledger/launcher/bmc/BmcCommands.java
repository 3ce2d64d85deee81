package io.rackledger.launcher.bmc;

import io.rackledger.launcher.client.BmcAccountCommands;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands {@code bmc}. */
public final class BmcCommands {
    private BmcCommands() {}

    @Command(
            name = "bmc",
            description =
                    "BMCs: what they tell and do, a look at one that makes trouble, and simulated ones for tools to try.")
    private static final class BmcGroup {}

    public static CommandLine bmc(Clock clock) {
        return new CommandLine(new BmcGroup())
                .addSubcommand(new BmcProbeCommand(clock))
                .addSubcommand(new BmcPowerCommand(clock))
                .addSubcommand(new BmcBootDeviceCommand(clock))
                .addSubcommand(new BmcSelCommand(clock))
                .addSubcommand("sensors", BmcPlainCommands.sensors(clock))
                .addSubcommand("inventory", BmcPlainCommands.inventory(clock))
                .addSubcommand("media", BmcMediaCommands.media(clock))
                .addSubcommand("restart", BmcPlainCommands.restart(clock))
                .addSubcommand(new BmcConsoleCommand(clock))
                .addSubcommand(new BmcSimulateCommand(clock))
                .addSubcommand("account", BmcAccountCommands.account())
                .addSubcommand("trust", BmcAccountCommands.trust());
    }
}
