package io.rackledger.launcher.demo;

import io.rackledger.core.identity.Text;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A line for each change of a node's state: for files, pipes and dumb terminals. */
final class PlainBoard implements Board {
    private final PrintWriter out;
    private final Clock clock;
    private final Instant start;
    private final Map<String, String> shown = new HashMap<>();

    PlainBoard(PrintWriter out, Clock clock, Instant start) {
        this.out = out;
        this.clock = clock;
        this.start = start;
    }

    @Override
    public synchronized void say(String words) {
        long millis = Duration.between(start, clock.instant()).toMillis();
        out.println("%6.1f s  %s".formatted(millis / 1000.0, Text.printable(words)));
        out.flush();
    }

    @Override
    public synchronized void show(Map<String, JsonNode> nodes) {
        nodes.forEach((name, row) -> {
            String state = row.path("state").asString("");
            if (!state.equals(shown.put(name, state))) {
                String why = row.path("failure").path("sentence").asString("");
                say("%-8s %s%s".formatted(name, state, why.isEmpty() ? "" : ": " + why));
            }
        });
    }

    @Override
    public void finish() {
        out.flush();
    }
}
