package io.rackledger.query.projection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that come from some records, ready to be written together: where a later row replaces an earlier one of the same key, only
 * the later one is kept. Not thread-safe.
 */
final class Rows {
    private static final Comparator<Row.OfSignal> BY_TIME = Comparator.comparing(Row.OfSignal::seenAt)
            .thenComparing(row -> row.position().partition())
            .thenComparing(row -> row.position().offset());

    private final Map<String, Row.OfNode> nodes = new LinkedHashMap<>();
    private final List<Row.OfRecord> records = new ArrayList<>();
    private final Map<String, Row.OfSignal> signals = new LinkedHashMap<>();
    private final Map<String, Row.OfSignal> lastSignals = new LinkedHashMap<>();
    private final Map<String, Row.OfSignal> clocks = new LinkedHashMap<>();
    private final List<Row.OfMac> macsGot = new ArrayList<>();
    private final List<Row.OfMac> macsLost = new ArrayList<>();
    private final Map<String, Row.OfAttempt> attempts = new LinkedHashMap<>();
    private final Map<String, Row.OfWait> waits = new LinkedHashMap<>();
    private final List<Row.OfFailure> failures = new ArrayList<>();
    private final List<Row.OfDeadLetter> deadLetters = new ArrayList<>();

    void add(Row.OfNode row) {
        nodes.merge(row.node(), row, (earlier, later) -> later.after(earlier));
    }

    void add(Row.OfRecord row) {
        records.add(row);
    }

    /** Of several reports of one fact the first counts. */
    void add(Row.OfSignal row) {
        signals.putIfAbsent(row.id() + row.subject(), row);
        row.node().ifPresent(node -> {
            lastSignals.merge(node, row, Rows::later);
            row.nodeClock().ifPresent((Instant _) -> clocks.merge(node, row, Rows::later));
        });
    }

    void gotMac(Row.OfMac row) {
        macsGot.add(row);
    }

    void lostMac(Row.OfMac row) {
        macsLost.add(row);
    }

    void add(Row.OfAttempt row) {
        attempts.merge(row.attempt(), row, Row.OfAttempt::then);
    }

    void add(Row.OfWait row) {
        waits.merge(row.node() + row.id(), row, Row.OfWait::then);
    }

    void add(Row.OfFailure row) {
        failures.add(row);
    }

    void add(Row.OfDeadLetter row) {
        deadLetters.add(row);
    }

    /** Adds the rows that come from records later in the log, but for those of the records themselves, which nothing replaces. */
    void addAll(Rows later) {
        later.nodes.values().forEach(this::add);
        later.signals.values().forEach(this::add);
        macsGot.addAll(later.macsGot);
        macsLost.addAll(later.macsLost);
        later.attempts.values().forEach(this::add);
        later.waits.values().forEach(this::add);
        failures.addAll(later.failures);
        deadLetters.addAll(later.deadLetters);
    }

    List<Row.OfNode> nodes() {
        return List.copyOf(nodes.values());
    }

    List<Row.OfRecord> records() {
        return records;
    }

    List<Row.OfSignal> signals() {
        return List.copyOf(signals.values());
    }

    List<Row.OfSignal> lastSignals() {
        return List.copyOf(lastSignals.values());
    }

    List<Row.OfSignal> clocks() {
        return List.copyOf(clocks.values());
    }

    List<Row.OfMac> macsGot() {
        return macsGot;
    }

    List<Row.OfMac> macsLost() {
        return macsLost;
    }

    List<Row.OfAttempt> attempts() {
        return List.copyOf(attempts.values());
    }

    List<Row.OfWait> waits() {
        return List.copyOf(waits.values());
    }

    List<Row.OfFailure> failures() {
        return failures;
    }

    List<Row.OfDeadLetter> deadLetters() {
        return deadLetters;
    }

    private static Row.OfSignal later(Row.OfSignal one, Row.OfSignal other) {
        return BY_TIME.compare(one, other) >= 0 ? one : other;
    }
}
