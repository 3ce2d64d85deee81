package io.rackledger.launcher.bmc;

import io.rackledger.launcher.client.Column;
import io.rackledger.launcher.management.BmcDocuments.SensorsDocument;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bmc sensors}. */
@Command(
        name = "sensors",
        description =
                "Reads a BMC's sensors: temperatures, voltages, fans, power supplies. Changes nothing. Exit codes as those"
                        + " of bmc probe.",
        sortOptions = false)
final class BmcSensorsCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            new Column("SENSOR", "/name", 24), new Column("TYPE", "/type", 28), new Column("READS", "/reading"));

    private final Clock clock;

    @Mixin
    private WhichBmc bmc = new WhichBmc();

    BmcSensorsCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        bmc.noWord();
        return bmc.ask(
                clock,
                (client, node) -> client.get(node + "/bmc/sensors", Map.of()),
                (open, until) -> SensorsDocument.of(open.authority(), open.sensors(until)),
                found -> bmc.printer().list(found, found.path("sensors"), COLUMNS));
    }
}
