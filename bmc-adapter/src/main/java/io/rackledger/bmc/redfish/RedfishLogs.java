package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.LogLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The event log that the BMC keeps of its machine (DSP0268, LogService): the SEL where there is one, else the first log that has entries. */
final class RedfishLogs {
    private static final int MOST_PAGES = 50;

    private final RedfishLink link;
    private final RedfishWays ways;

    RedfishLogs(RedfishLink link, RedfishWays ways) {
        this.link = link;
        this.ways = ways;
    }

    /** Newest first. The pages are read to the end, as the oldest come first in most services. */
    List<LogLine> read(int most, Instant until) throws BmcTrouble {
        Optional<String> page = Optional.of(entries(until));
        List<LogLine> all = new ArrayList<>();
        for (int pages = 0; page.isPresent() && pages < MOST_PAGES; pages++) {
            JsonNode body = link.get(page.get(), until).body();
            for (JsonNode each : body.path("Members")) {
                all.add(line(
                        each.size() > 1
                                ? each
                                : link.get(each.path("@odata.id").asString(""), until)
                                        .body()));
            }
            page = Optional.of(body.path("Members@odata.nextLink").asString("")).filter(next -> !next.isEmpty());
        }
        // Of the same moment the one that was told last is the newest: times are coarse, and the sort is stable.
        return all.reversed().stream()
                .sorted(Comparator.comparing(LogLine::created).reversed())
                .limit(most)
                .toList();
    }

    private String entries(Instant until) throws BmcTrouble {
        List<JsonNode> logs = new ArrayList<>();
        for (JsonNode owner : List.of(ways.readSystem(until).body(), ways.readManager(until))) {
            logs.addAll(RedfishParts.members(link, owner.path("LogServices"), until));
        }
        return logs.stream()
                .filter(log -> RedfishRoot.link(log.path("Entries")).isPresent())
                .min(Comparator.comparing(
                        (JsonNode log) -> !RedfishParts.text(log, "Id").equalsIgnoreCase("SEL")))
                .flatMap(log -> RedfishRoot.link(log.path("Entries")))
                .orElseThrow(() -> link.errors().trouble(FailureKind.UNSUPPORTED, "keeps no log of events"));
    }

    private static LogLine line(JsonNode entry) {
        return new LogLine(
                RedfishParts.text(entry, "Id"),
                RedfishParts.text(entry, "Created", "EventTimestamp"),
                RedfishParts.text(entry, "Severity"),
                RedfishParts.text(entry, "Message"));
    }
}
