package io.rackledger.e2e.fault;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.StateKind;
import io.rackledger.core.node.WaitDeadlines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The zero-loss rule over what clients were told and what lies on the brokers. It goes by the fold rule as docs/architecture.md states
 * it, written here once more so that a fault of the engine's own readers cannot hide itself.
 */
final class ZeroLoss {
    private final RawLog log;
    private final List<String> breaches = new ArrayList<>();
    private final Map<NodeId, NodeStream> streams = new LinkedHashMap<>();
    private final Map<CommandId, NodeRecord> applied = new HashMap<>();
    private int voids;

    private ZeroLoss(RawLog log) {
        this.log = log;
    }

    /** What was found; {@code breaches} is empty where nothing is wrong. */
    record Verdict(
            List<String> breaches,
            Map<NodeId, NodeStream> streams,
            long acknowledged,
            Set<LogPosition> applied,
            int voids) {
        /** Whether the fold rule applies this record. */
        boolean isApplied(NodeRecord record) {
            return applied.contains(record.position());
        }

        String words() {
            return acknowledged + " calls acknowledged, " + applied.size() + " records applied, " + voids + " void, "
                    + streams.size() + " nodes, " + breaches.size() + " breaches";
        }
    }

    /**
     * @param now when the log was read
     * @param grace how long after its due time a deadline may still be unanswered
     */
    static Verdict check(List<Call> calls, RawLog log, Instant now, Duration grace) {
        ZeroLoss rule = new ZeroLoss(log);
        rule.fold();
        rule.noRecordTwice();
        calls.stream().filter(Call::acknowledged).forEach(rule::isInLog);
        rule.streams.forEach((id, stream) -> rule.isAtRestOrWaits(id, stream, now.minus(grace)));
        rule.namesAreUnique();
        rule.noneIsToldOfAnOldState(calls);
        long acknowledged = calls.stream().filter(Call::acknowledged).count();
        Set<LogPosition> positions =
                rule.applied.values().stream().map(NodeRecord::position).collect(Collectors.toSet());
        return new Verdict(rule.breaches, rule.streams, acknowledged, positions, rule.voids);
    }

    private void fold() {
        for (RawLog.Decided each : log.nodeEvents()) {
            NodeRecord record = each.record();
            NodeStream before = streams.getOrDefault(record.node(), NodeStream.EMPTY);
            long next = before.sequence() + 1;
            if (record.sequence() > next) {
                breaches.add("record " + record.position() + " of node " + record.node() + " claims sequence "
                        + record.sequence() + " after " + before.sequence() + ": its writer saw what is lost");
            } else if (record.sequence() < next) {
                voids++;
            } else {
                streams.put(record.node(), before.apply(record));
                NodeRecord earlier = applied.put(record.context().command(), record);
                if (earlier != null) {
                    breaches.add("command " + record.context().command() + " is applied twice, at " + earlier.position()
                            + " and " + record.position());
                }
            }
        }
    }

    private void noRecordTwice() {
        Map<String, LogPosition> seen = new HashMap<>();
        for (RawLog.Decided each : log.nodeEvents()) {
            each.writer().ifPresent(tag -> {
                LogPosition other = seen.put(tag, each.record().position());
                if (other != null) {
                    breaches.add("record " + tag + " lies in the log twice, at " + other + " and "
                            + each.record().position());
                }
            });
        }
    }

    private void isInLog(Call call) {
        NodeRecord record = applied.get(new CommandId(call.key()));
        if (record == null) {
            breaches.add("acknowledged and not in the log: " + call.json());
        } else if (!call.position().equals(record.position().toString())
                || call.sequence().filter(s -> s == record.sequence()).isEmpty()
                || !call.node().equals(record.node().value())) {
            breaches.add("acknowledged as another record than " + record.position() + " of node " + record.node()
                    + " sequence " + record.sequence() + ": " + call.json());
        }
    }

    private void isAtRestOrWaits(NodeId id, NodeStream stream, Instant latest) {
        if (!(stream.state() instanceof Node node) || isAtRest(node.state().kind())) {
            return;
        }
        if (node.waiting().isEmpty()) {
            breaches.add("node " + id + " is in " + node.state() + " and waits for nothing");
        } else if (node.waiting().get().deadlines() instanceof WaitDeadlines.Running running) {
            // The liveness clock moves with signs of life, which are no events; the other two stand in the state.
            Instant due = running.phase().isBefore(running.progress()) ? running.phase() : running.progress();
            if (due.isBefore(latest)) {
                breaches.add("node " + id + " is in " + node.state() + ", and its deadline " + due
                        + " has passed unanswered");
            }
        }
    }

    private static boolean isAtRest(StateKind kind) {
        return switch (kind) {
            case STABLE, FAILED -> true;
            case ACTIVE, WAIT, HOLD -> false;
        };
    }

    /** Whoever was told that his hold is there must not be told by another engine that there is no such hold. */
    private void noneIsToldOfAnOldState(List<Call> calls) {
        Set<String> asked = new HashSet<>();
        for (Call call : calls) {
            boolean first = asked.add(call.key());
            if (first && call.operation().equals("release") && call.code().equals("HOLD_UNKNOWN")) {
                breaches.add("refused on a state older than an acknowledgement to the same client: " + call.json());
            }
        }
    }

    private void namesAreUnique() {
        Set<String> taken = new HashSet<>();
        streams.forEach((id, stream) -> {
            if (stream.state() instanceof Node node) {
                claim(taken, "name " + node.attributes().name(), id);
                node.attributes().ports().forEach(mac -> claim(taken, "MAC " + mac, id));
                node.attributes().bmc().ifPresent(bmc -> claim(taken, "BMC " + bmc, id));
            }
        });
    }

    private void claim(Set<String> taken, String thing, NodeId by) {
        if (!taken.add(thing)) {
            breaches.add(thing + " belongs to two nodes; one is " + by);
        }
    }
}
