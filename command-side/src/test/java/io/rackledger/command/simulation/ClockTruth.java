package io.rackledger.command.simulation;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.identity.WaitId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.Wait;
import io.rackledger.core.node.WaitDeadlines;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The phase clock of a node's wait, kept by hand: only a hold that pauses stops it, and its release lets it go on with what was left. */
final class ClockTruth {
    private final Set<HoldId> pausing = new HashSet<>();
    private Optional<WaitId> wait = Optional.empty();
    private Instant due = Instant.MAX;
    private Duration left = Duration.ZERO;

    void after(NodeEvent event, NodeState after, NodeRecord record) {
        switch (event) {
            case NodeEvent.WaitStarted started -> started(started, record);
            case NodeEvent.HoldPlaced placed -> {
                if (placed.hold().pausesClocks()) {
                    boolean first = pausing.isEmpty();
                    pausing.add(placed.hold().id());
                    left = first && wait.isPresent() ? Duration.between(placed.at(), due) : left;
                }
            }
            case NodeEvent.HoldReleased released -> {
                boolean last = pausing.remove(released.hold()) && pausing.isEmpty();
                due = last && wait.isPresent() ? released.at().plus(left) : due;
            }
            case NodeEvent.ProvisionStateChanged _ -> wait = Optional.empty();
            default -> {
                // Nothing else touches the clock of the whole wait.
            }
        }
    }

    private void started(NodeEvent.WaitStarted started, NodeRecord record) {
        Wait waiting = started.waiting();
        wait = Optional.of(waiting.id());
        if (waiting.deadlines() instanceof WaitDeadlines.Running running) {
            due = running.phase();
            left = Duration.between(started.at(), due);
            Breach.unless(running.phase().isAfter(started.at()), "a wait has time", record);
        }
    }

    void check(Node node, NodeRecord record) {
        Breach.unless(node.waiting().map(Wait::id).equals(wait), "the wait is that of the log", record);
        node.waiting().ifPresent(waiting -> check(waiting, record));
    }

    private void check(Wait waiting, NodeRecord record) {
        Breach.unless(
                waiting.paused() == !pausing.isEmpty(), "clocks stand still exactly while a hold says so", record);
        switch (waiting.deadlines()) {
            case WaitDeadlines.Running running ->
                Breach.unless(running.phase().equals(due), "the whole wait keeps its deadline", record);
            case WaitDeadlines.Paused paused ->
                Breach.unless(paused.phaseLeft().equals(left), "a paused wait keeps the time that was left", record);
        }
    }
}
