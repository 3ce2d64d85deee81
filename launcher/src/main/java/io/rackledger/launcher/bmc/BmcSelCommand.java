package io.rackledger.launcher.bmc;

import io.rackledger.core.identity.Text;
import io.rackledger.launcher.client.Output;
import io.rackledger.launcher.management.BmcDocuments.EventLogDocument;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code bmc sel}. */
@Command(
        name = "sel",
        description =
                "Reads a BMC's system event log, oldest record first: power that was lost, fans, memory, boot errors."
                        + " Changes nothing. Exit codes as those of bmc probe.",
        sortOptions = false)
final class BmcSelCommand implements Callable<Integer> {
    private final Clock clock;

    @Mixin
    private WhichBmc bmc = new WhichBmc();

    @Option(
            names = "--newest",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many records, the newest; default ${DEFAULT-VALUE}.")
    private int newest;

    BmcSelCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        bmc.noWord();
        int most = Math.max(1, newest);
        return bmc.ask(
                clock,
                (client, node) -> client.get(node + "/bmc/event-log", Map.of("newest", Integer.toString(most))),
                (open, until) -> EventLogDocument.of(open.authority(), open.eventLog(most, until)),
                this::show);
    }

    private void show(JsonNode found) {
        JsonNode entries = found.path("entries");
        if (bmc.engine().output() != Output.table) {
            bmc.printer().one(found);
        } else if (entries.isEmpty()) {
            bmc.printer().line("the event log is empty");
        } else {
            entries.forEach(entry -> bmc.printer()
                    .line("%5s  %-20s  %s"
                            .formatted(
                                    entry.path("id").asString(""),
                                    entry.path("at").asString("no time"),
                                    Text.printable(entry.path("words").asString("")))));
        }
    }
}
