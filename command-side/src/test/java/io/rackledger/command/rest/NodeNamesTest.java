package io.rackledger.command.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.command.LateStates;
import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.Protection;
import io.rackledger.eventlog.memory.InMemoryLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An instance that lags behind the log finds what another has just made. */
final class NodeNamesTest {
    private static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");
    private static final NodeId NODE = NodeId.of(new UUID(0, 7));

    private final InMemoryLog log = new InMemoryLog();
    private final NodeNames lagging = new NodeNames(LateStates.of(log.nodeStates()), Duration.ofSeconds(10));

    @BeforeEach
    void anotherInstanceMakesTheNode() {
        NodeAttributes attributes = new NodeAttributes(
                "late-1",
                "redfish",
                Optional.empty(),
                "",
                new TreeSet<>(),
                new TreeMap<>(),
                "",
                new TreeSet<>(),
                "",
                Protection.NONE,
                Protection.NONE);
        Digest hash = Digest.of("enroll".getBytes(StandardCharsets.UTF_8));
        RecordContext context = new RecordContext(new CommandId("c1"), hash, "operator:ada", "", "c1", "");
        NodeEvent enrolled = new NodeEvent.NodeEnrolled(AT, NODE, attributes);
        log.nodeLog()
                .append(new AppendRequest(NODE, 0, AT, List.of(enrolled), context))
                .join();
    }

    @Test
    void findsANameThatIsNewerThanItsFold() {
        assertThat(lagging.resolve("late-1")).isEqualTo(NODE);
    }

    @Test
    void findsTheVersionThatTheCallerHasSeen() {
        assertThat(lagging.living(NODE, Optional.of(1L)).attributes().name()).isEqualTo("late-1");
    }

    @Test
    void saysThatNobodyKnowsWhileTheLogDoesNotTellItsEnd() {
        NodeNames cutOff = new NodeNames(LateStates.withoutLog(log.nodeStates()), Duration.ofSeconds(1));
        assertThatThrownBy(() -> cutOff.resolve("late-1"))
                .isInstanceOfSatisfying(
                        RequestFault.class, fault -> assertThat(fault.code()).isEqualTo("LOG_UNAVAILABLE"));
    }

    @Test
    void refusesWhatTheLogDoesNotHold() {
        assertThatThrownBy(() -> lagging.resolve("nobody")).hasMessageContaining("nobody");
        assertThatThrownBy(() -> lagging.living(NodeId.of(new UUID(0, 8)), Optional.empty()))
                .isInstanceOf(CommandRefused.class);
    }
}
