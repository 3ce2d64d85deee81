package io.rackledger.eventlog.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.eventlog.claims.ClaimChange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The wire form of every type and version is written down in a file; nobody changes it without noticing. */
final class GoldenTest {
    static final RecordContext CONTEXT = new RecordContext(
            new CommandId("cmd-42"),
            NodeEventSamples.DIGEST,
            "operator:ada",
            "6:120",
            "cmd-41",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    private static final LogPosition POSITION = new LogPosition(3, 17);

    @Test
    void writesEveryNodeEventAsItsGoldenFileSaysAndReadsItBack() throws Exception {
        for (Map.Entry<String, NodeEvent> sample : NodeEventSamples.all()) {
            WireRecord wire = NodeRecordCodec.encode(request(List.of(sample.getValue())), Optional.empty());
            GoldenFiles.check(name(NodeEventTypes.of(sample.getValue()), sample.getKey()), wire);
            NodeRecord read = NodeRecordCodec.decode(wire, POSITION);
            assertThat(read)
                    .isEqualTo(new NodeRecord(
                            NodeEventSamples.NODE,
                            5,
                            POSITION,
                            NodeEventSamples.AT,
                            CONTEXT,
                            List.of(sample.getValue())));
        }
    }

    @Test
    void writesSeveralEventsOfOneCommandAsABatchAndReadsThemBack() throws Exception {
        List<NodeEvent> events = NodeEventSamples.all().stream()
                .map(Map.Entry::getValue)
                .limit(3)
                .toList();
        WireRecord wire = NodeRecordCodec.encode(request(events), Optional.of(NodeEventSamples.ATTEMPT));
        GoldenFiles.check("batch.v1", wire);
        assertThat(NodeRecordCodec.decode(wire, POSITION).events()).isEqualTo(events);
    }

    @Test
    void writesEverySignalAsItsGoldenFileSaysAndReadsItBack() throws Exception {
        for (Map.Entry<String, Signal> sample : SignalSamples.all()) {
            WireRecord wire = SignalCodec.encode(sample.getValue());
            GoldenFiles.check(name(SignalTypes.of(sample.getValue().body()), sample.getKey()), wire);
            assertThat(SignalCodec.decode(wire)).isEqualTo(sample.getValue());
        }
    }

    @Test
    void writesEveryClaimChangeAsItsGoldenFileSaysAndReadsItBack() throws Exception {
        ClaimKey key = ClaimKey.of(NodeEventSamples.MAC);
        for (Optional<Long> nodeSequence : List.of(Optional.of(7L), Optional.<Long>empty())) {
            for (ClaimChange change : claimChanges(nodeSequence)) {
                WireRecord wire = ClaimCodec.encode(key, 2, change);
                GoldenFiles.check(name(ClaimTypes.of(change), nodeSequence.isPresent() ? "" : "sparse"), wire);
                assertThat(ClaimCodec.decode(wire)).isEqualTo(new ClaimCodec.SequencedChange(key, 2, change));
            }
        }
    }

    private static List<ClaimChange> claimChanges(Optional<Long> nodeSequence) {
        NodeId node = NodeEventSamples.NODE;
        Instant at = NodeEventSamples.AT;
        return List.of(
                new ClaimChange.Reserved(node, at, at.plusSeconds(60), nodeSequence),
                new ClaimChange.Confirmed(node, at, nodeSequence),
                new ClaimChange.Released(node, at, nodeSequence));
    }

    @Test
    void writesABootPlanAsItsGoldenFileSaysAndReadsItBack() throws Exception {
        BootPlan plan = BootPlanSamples.full();
        WireRecord wire = BootPlanCodec.encode(NodeEventSamples.MAC, plan, NodeEventSamples.AT);
        GoldenFiles.check("io.rackledger.boot-plan.published.v1", wire);
        assertThat(BootPlanCodec.decode(wire)).isEqualTo(plan);
        BootPlan sparse = BootPlanSamples.sparse();
        WireRecord less = BootPlanCodec.encode(NodeEventSamples.MAC, sparse, NodeEventSamples.AT);
        GoldenFiles.check("io.rackledger.boot-plan.published.v1.sparse", less);
        assertThat(BootPlanCodec.decode(less)).isEqualTo(sparse);
    }

    @Test
    void readsEveryGoldenFileThatWasEverWritten() throws Exception {
        for (Path file : GoldenFiles.all("io.rackledger.node.")) {
            assertThat(NodeRecordCodec.decode(GoldenFiles.read(file), POSITION).events())
                    .as(file.toString())
                    .hasSize(1);
        }
        for (Path file : GoldenFiles.all("io.rackledger.signal.")) {
            assertThat(SignalCodec.decode(GoldenFiles.read(file)).id())
                    .as(file.toString())
                    .isNotNull();
        }
    }

    @Test
    void hasASampleAndAWireTypeOfEveryPermittedVariant() {
        assertThat(classes(NodeEventSamples.all().stream().map(Map.Entry::getValue)))
                .containsExactlyInAnyOrderElementsOf(permitted(NodeEvent.class));
        assertThat(classes(
                        SignalSamples.all().stream().map(each -> each.getValue().body())))
                .containsExactlyInAnyOrderElementsOf(permitted(SignalBody.class));
        assertThat(javaTypes(NodeEventTypes.FAMILY)).containsExactlyInAnyOrderElementsOf(permitted(NodeEvent.class));
        assertThat(javaTypes(SignalTypes.FAMILY)).containsExactlyInAnyOrderElementsOf(permitted(SignalBody.class));
        assertThat(javaTypes(ClaimTypes.FAMILY)).containsExactlyInAnyOrderElementsOf(permitted(ClaimChange.class));
    }

    @Test
    void keepsTheWireNamesOfAllEnumConstants() {
        StringBuilder names = new StringBuilder();
        WireTexts.enums().forEach((type, name) -> {
            for (Enum<?> constant : type.getEnumConstants()) {
                names.append(type.getSimpleName())
                        .append(' ')
                        .append(name.apply(constant))
                        .append('\n');
            }
        });
        GoldenFiles.checkText("enums.txt", names.toString());
    }

    static AppendRequest request(List<NodeEvent> events) {
        return new AppendRequest(NodeEventSamples.NODE, 4, NodeEventSamples.AT, events, CONTEXT);
    }

    private static String name(WireType<?> type, String label) {
        return type.wireName() + (label.isEmpty() ? "" : "." + label);
    }

    private static Set<Class<?>> permitted(Class<?> sealed) {
        return Set.of(sealed.getPermittedSubclasses());
    }

    private static Set<Class<?>> classes(Stream<?> values) {
        return values.map(Object::getClass).collect(Collectors.toSet());
    }

    private static Set<Class<?>> javaTypes(WireFamily<?> family) {
        Set<Class<?>> types = new HashSet<>();
        family.types().forEach(type -> types.add(type.javaType()));
        return types;
    }
}
