package io.rackledger.e2e.bench;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.AttemptStage;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerRequest;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.StateKind;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import io.rackledger.eventlog.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * BMCs and machines on which nothing takes time: every power request is confirmed at once, every system that should boot says at once
 * that its steps are done. Follows the log and answers by signals, as the BMC adapter and boot services do.
 */
final class FakeHardware implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String SOURCE = "10.2.0.7:40000";

    private final EventLog log;
    private final FeedReader reader;
    private final BiConsumer<NodeId, ProvisionState> moved;
    private final Map<NodeId, Chain> chains = new HashMap<>();
    private final Thread thread;
    private volatile boolean closed;
    private long reports;

    private record Chain(AttemptId attempt, BootStage stage) {}

    /** @param moved told of every new state, on the thread of this hardware */
    FakeHardware(EventLog log, BiConsumer<NodeId, ProvisionState> moved) {
        this.log = log;
        this.moved = moved;
        reader = log.feed()
                .readAll(Map.of(LogTopic.NODE_EVENTS, log.feed().end(LogTopic.NODE_EVENTS, Duration.ofSeconds(10))));
        thread = Thread.ofPlatform().name("fake-hardware").start(this::follow);
    }

    private void follow() {
        try (reader) {
            while (!closed) {
                for (LogRecord record : reader.poll(POLL)) {
                    if (record instanceof LogRecord.OfNode(var node)) {
                        meet(node);
                    }
                }
            }
        }
    }

    private void meet(NodeRecord record) {
        NodeId node = record.node();
        Optional<ProvisionState> state = Optional.empty();
        for (NodeEvent event : record.events()) {
            if (event instanceof NodeEvent.AttemptStarted started) {
                chains.put(node, new Chain(started.attempt(), BootStage.EPHEMERAL));
            } else if (event instanceof NodeEvent.AttemptAdvanced advanced) {
                chains.put(node, new Chain(advanced.attempt(), stage(advanced.stage())));
            } else if (event instanceof NodeEvent.PowerActionRequested asked) {
                confirm(node, asked.request());
            } else if (event instanceof NodeEvent.ProvisionStateChanged change) {
                state = Optional.of(change.to());
            }
        }
        state.ifPresent(to -> {
            if (to.kind() == StateKind.WAIT) {
                boot(node);
            }
            moved.accept(node, to);
        });
    }

    private static BootStage stage(AttemptStage stage) {
        return switch (stage) {
            case PREPARE, EPHEMERAL -> BootStage.EPHEMERAL;
            case FINISH, INSTALLED -> BootStage.INSTALLED;
        };
    }

    private void confirm(NodeId node, PowerRequest request) {
        PowerState after = request.action() == PowerAction.OFF ? PowerState.OFF : PowerState.ON;
        report(
                new SignalSubject.OfNode(node, Optional.empty(), Optional.empty()),
                new SignalBody.PowerReported(request.id(), new PowerOutcome.Confirmed(after)));
    }

    private void boot(NodeId node) {
        Chain chain = chains.get(node);
        if (chain == null) {
            throw new IllegalStateException("node " + node + " boots without an attempt");
        }
        SignalSubject subject =
                new SignalSubject.OfNode(node, Optional.of(chain.attempt()), Optional.of(chain.stage()));
        report(subject, new SignalBody.RunnerFinished(true, ""));
        if (chain.stage() == BootStage.INSTALLED) {
            report(
                    subject,
                    new SignalBody.CloudInitReported(
                            "modules-final", "running modules for final", "finish", "SUCCESS", "cloudinit"));
        }
    }

    private void report(SignalSubject subject, SignalBody body) {
        SignalId id = SignalId.ofParts(List.of(subject.toString(), body.toString(), "" + ++reports));
        log.signals().report(new Signal(id, subject, Instant.now(), SOURCE, Optional.empty(), body));
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        reader.wakeup();
        thread.join(Duration.ofSeconds(10));
    }
}
