package io.rackledger.launcher.bmc;

import io.rackledger.launcher.client.Column;
import io.rackledger.launcher.client.Output;
import io.rackledger.launcher.management.BmcDocuments.InventoryDocument;
import io.rackledger.launcher.management.BmcDocuments.RestartDocument;
import io.rackledger.launcher.management.BmcDocuments.SensorsDocument;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** {@code bmc sensors}, {@code bmc inventory} and {@code bmc restart}. */
final class BmcPlainCommands {
    private static final String CODES = "Exit codes as those of bmc probe.";
    private static final List<Column> SENSORS = List.of(
            new Column("SENSOR", "/name", 24), new Column("TYPE", "/type", 28), new Column("READS", "/reading"));

    private BmcPlainCommands() {}

    static CommandLine sensors(Clock clock) {
        return PlainBmcCommand.of(
                clock,
                (client, node) -> client.get(node + "/bmc/sensors", Map.of()),
                (open, until) -> SensorsDocument.of(open.authority(), open.sensors(until)),
                (bmc, found) -> bmc.printer().list(found, found.path("sensors"), SENSORS),
                "Reads a BMC's sensors: temperatures, voltages, fans, power supplies. Changes nothing. " + CODES);
    }

    static CommandLine inventory(Clock clock) {
        return PlainBmcCommand.of(
                clock,
                (client, node) -> client.get(node + "/bmc/inventory", Map.of()),
                (open, until) -> InventoryDocument.of(open.authority(), open.inventory(until)),
                InventoryTable::show,
                "Reads what a BMC tells of its machine: maker, model, serial number, versions; by Redfish its processors,"
                        + " memory, network cards and drives, too. Changes nothing.",
                "Many BMCs tell network cards only while the machine is on. " + CODES);
    }

    private static void restarted(WhichBmc bmc, JsonNode found) {
        if (bmc.engine().output() == Output.table) {
            bmc.printer()
                    .line("BMC " + found.path("bmc").asString("") + " "
                            + found.path("answer").asString("") + "; it is away for a minute or more now");
        } else {
            bmc.printer().one(found);
        }
    }

    static CommandLine restart(Clock clock) {
        return PlainBmcCommand.of(
                clock,
                (client, node) -> client.post(node + "/bmc/restart", "", ""),
                (open, until) -> new RestartDocument(open.authority(), open.restartBmc(until)),
                BmcPlainCommands::restarted,
                "Restarts a BMC that has lost its way; its machine goes on. The BMC is away for a minute or more then, and"
                        + " does nothing that is asked of it.",
                "Of a node it stands in the timeline, with who asked, before it is done. " + CODES);
    }
}
