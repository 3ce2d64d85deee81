package io.rackledger.eventlog.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeState;
import io.rackledger.eventlog.claims.ClaimTable;
import io.rackledger.eventlog.plans.PlanTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What any release has ever written is read and folded by today's code, and its schemas have only grown. */
final class ReleasedCorpusTest {
    private static final LogPosition POSITION = new LogPosition(3, 17);

    @Test
    void keepsEveryReleaseByteForByte() throws IOException {
        String toFreeze = System.getProperty("rackledger.release", "");
        if (!toFreeze.isEmpty()) {
            ReleasedCorpus.freeze(toFreeze);
        }
        assertThat(ReleasedCorpus.releases())
                .as(
                        "every release is listed in ReleasedCorpus.FROZEN, and every listed one is there; digests are %s",
                        digests())
                .containsExactlyInAnyOrderElementsOf(ReleasedCorpus.frozen().keySet());
        for (String release : ReleasedCorpus.releases()) {
            assertThat(ReleasedCorpus.digest(ReleasedCorpus.folder(release)))
                    .as("files of release " + release + " were changed, added or removed; they are frozen")
                    .isEqualTo(ReleasedCorpus.frozen().get(release));
        }
    }

    @Test
    void noticesAChangedAnAddedAndARemovedFile(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.json"), "{}");
        Files.writeString(folder.resolve("b.json"), "{}");
        Digest frozen = ReleasedCorpus.digest(folder);
        Files.writeString(folder.resolve("b.json"), "{ }");
        assertThat(ReleasedCorpus.digest(folder)).isNotEqualTo(frozen);
        Files.writeString(folder.resolve("b.json"), "{}");
        assertThat(ReleasedCorpus.digest(folder)).isEqualTo(frozen);
        Files.writeString(folder.resolve("c.json"), "{}");
        assertThat(ReleasedCorpus.digest(folder)).isNotEqualTo(frozen);
        Files.delete(folder.resolve("c.json"));
        Files.delete(folder.resolve("a.json"));
        assertThat(ReleasedCorpus.digest(folder)).isNotEqualTo(frozen);
    }

    @Test
    void readsAndFoldsEveryReleasedNodeEventAloneAndInOneStory() throws Exception {
        for (String release : ReleasedCorpus.releases()) {
            List<NodeRecord> records = new ArrayList<>();
            for (Path file : ReleasedCorpus.golden(release)) {
                WireRecord wire = GoldenFiles.read(file);
                if (wire.headers()
                        .getOrDefault("ce_type", "io.rackledger.node.batch")
                        .startsWith("io.rackledger.node.")) {
                    NodeRecord record = NodeRecordCodec.decode(wire, POSITION);
                    records.add(record);
                    fold(record.node(), List.of(record));
                }
            }
            assertThat(records).as("node records of release " + release).hasSizeGreaterThan(20);
            NodeState end = fold(NodeEventSamples.NODE, records);
            assertThat(end).as("all of release " + release).isInstanceOf(Node.class);
        }
    }

    @Test
    void readsAndFoldsEveryReleasedClaimAndBootPlanAndReadsEverySignal() throws Exception {
        for (String release : ReleasedCorpus.releases()) {
            int signals = 0;
            for (Path file : ReleasedCorpus.golden(release)) {
                WireRecord wire = GoldenFiles.read(file);
                String type = wire.headers().getOrDefault("ce_type", "");
                if (type.startsWith("io.rackledger.claim.")) {
                    ClaimCodec.SequencedChange read = ClaimCodec.decode(wire);
                    assertThat(new ClaimTable().apply(read.key(), 1, read.change()))
                            .isTrue();
                } else if (type.startsWith("io.rackledger.boot-plan.")) {
                    PlanTable table = new PlanTable(Runnable::run);
                    table.put(NodeEventSamples.MAC, BootPlanCodec.decode(wire));
                    assertThat(table.byMac(NodeEventSamples.MAC)).isPresent();
                } else if (type.startsWith("io.rackledger.signal.")) {
                    assertThat(SignalCodec.decode(wire).id()).isNotNull();
                    signals++;
                }
            }
            assertThat(signals).as("signals of release " + release).isGreaterThan(15);
        }
    }

    @Test
    void changesAReleasedSchemaOnlyInWaysThatOldRecordsAndOldProgramsCanLiveWith() throws IOException {
        for (String release : ReleasedCorpus.releases()) {
            for (Path released : ReleasedCorpus.schemas(release)) {
                Path present = KeptDocument.DOCS.resolve("schemas").resolve(released.getFileName());
                assertThat(present)
                        .as("the schema of a released version stays for ever")
                        .exists();
                assertThat(SchemaEvolution.breaks(
                                WireJson.MAPPER.readTree(Files.readString(released)),
                                WireJson.MAPPER.readTree(Files.readString(present))))
                        .as(
                                "%s differs from release %s in a way that needs a new version and an upcaster"
                                        + " (docs/event-schemas.md)",
                                present, release)
                        .isEmpty();
            }
        }
    }

    private static Map<String, Digest> digests() throws IOException {
        Map<String, Digest> digests = new TreeMap<>();
        for (String release : ReleasedCorpus.releases()) {
            digests.put(release, ReleasedCorpus.digest(ReleasedCorpus.folder(release)));
        }
        return digests;
    }

    /** Folds the events one after the other on an enrolled node; further enrolments and deletions each on a node of their own. */
    private static NodeState fold(NodeId node, List<NodeRecord> records) {
        NodeEvent enrolled = NodeEventSamples.all().stream()
                .map(Map.Entry::getValue)
                .filter(NodeEvent.NodeEnrolled.class::isInstance)
                .findFirst()
                .orElseThrow();
        NodeStream story = NodeStream.EMPTY.apply(numbered(node, records.getFirst(), 1, enrolled));
        for (NodeRecord record : records) {
            for (NodeEvent event : record.events()) {
                switch (event) {
                    case NodeEvent.NodeEnrolled alone ->
                        assertThat(NodeStream.EMPTY
                                        .apply(numbered(node, record, 1, alone))
                                        .state())
                                .isInstanceOf(Node.class);
                    case NodeEvent.NodeDeleted last ->
                        assertThat(story.apply(numbered(node, record, story.sequence() + 1, last))
                                        .state())
                                .isInstanceOf(NodeState.Deleted.class);
                    case NodeEvent other -> story = story.apply(numbered(node, record, story.sequence() + 1, other));
                }
            }
        }
        return story.state();
    }

    private static NodeRecord numbered(NodeId node, NodeRecord record, long sequence, NodeEvent event) {
        return new NodeRecord(node, sequence, POSITION, record.at(), record.context(), List.of(event));
    }
}
