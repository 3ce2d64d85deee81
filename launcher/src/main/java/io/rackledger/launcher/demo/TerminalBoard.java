package io.rackledger.launcher.demo;

import io.rackledger.core.identity.Text;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A table of all nodes that is drawn again in its place. State words always stand there; colour only helps. */
final class TerminalBoard implements Board {
    private static final String UP_AND_CLEAR = "\033[%dA\033[J";
    private static final String RESET = "\033[0m";

    private final PrintWriter out;
    private final Clock clock;
    private final Instant start;
    private final boolean colour;
    private final int width;
    private int drawn;

    TerminalBoard(PrintWriter out, Clock clock, Instant start, boolean colour, int width) {
        this.out = out;
        this.clock = clock;
        this.start = start;
        this.colour = colour;
        this.width = width;
    }

    @Override
    public synchronized void say(String words) {
        clear();
        out.println("%6.1f s  %s".formatted(seconds(), Text.printable(words)));
        out.flush();
    }

    @Override
    public synchronized void show(Map<String, JsonNode> nodes) {
        List<String> lines = new ArrayList<>();
        long active = count(nodes, "state", "active");
        long failed = count(nodes, "kind", "failed");
        lines.add("%6.1f s  %d nodes, %d active, %d failed".formatted(seconds(), nodes.size(), active, failed));
        nodes.forEach((name, row) -> lines.add(line(name, row)));
        clear();
        lines.forEach(out::println);
        out.flush();
        drawn = lines.size();
    }

    private String line(String name, JsonNode row) {
        String state = row.path("state").asString("");
        String failure = row.path("failure").path("sentence").asString("");
        String heard = row.path("lastSignal").path("words").asString("");
        String plain = Text.printable(
                "  %-8s %-15s %-4s %s".formatted(name, state, power(row), failure.isEmpty() ? heard : failure));
        String cut = plain.length() <= width ? plain : plain.substring(0, width - 1) + "…";
        return colour ? code(row) + cut + RESET : cut;
    }

    private static String power(JsonNode row) {
        String power = row.path("power").asString("");
        return power.equals("unknown") ? "?" : power;
    }

    private static String code(JsonNode row) {
        if (row.path("state").asString("").equals("active")) {
            return "\033[32m";
        }
        return switch (row.path("kind").asString("")) {
            case "failed" -> "\033[31m";
            case "wait", "active" -> "\033[33m";
            default -> "";
        };
    }

    private static long count(Map<String, JsonNode> nodes, String field, String value) {
        return nodes.values().stream()
                .filter(row -> row.path(field).asString("").equals(value))
                .count();
    }

    private double seconds() {
        return Duration.between(start, clock.instant()).toMillis() / 1000.0;
    }

    private void clear() {
        if (drawn > 0) {
            out.print(UP_AND_CLEAR.formatted(drawn));
            drawn = 0;
        }
    }

    /** The last table stays. */
    @Override
    public synchronized void finish() {
        drawn = 0;
        out.flush();
    }
}
