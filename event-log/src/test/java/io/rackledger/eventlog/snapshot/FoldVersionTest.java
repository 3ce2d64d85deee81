package io.rackledger.eventlog.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class FoldVersionTest {
    private final SortedMap<String, byte[]> classes = FoldVersion.classes(FoldVersion::load);

    @Test
    void coversTheFoldItsStatesAndTheirCodec() {
        assertThat(classes.keySet())
                .contains(
                        "io/rackledger/core/node/NodeFold",
                        "io/rackledger/core/node/NodeDraft",
                        "io/rackledger/core/node/Attempt",
                        "io/rackledger/core/node/WaitDeadlines$Paused",
                        "io/rackledger/core/door/RecentCommands",
                        "io/rackledger/core/door/NodeTraces",
                        "io/rackledger/core/failure/Finding",
                        "io/rackledger/eventlog/codec/Upcasters",
                        "io/rackledger/eventlog/codec/WireTexts",
                        "io/rackledger/eventlog/fold/NodeTable",
                        "io/rackledger/eventlog/snapshot/SnapshotCodec")
                .noneMatch(name -> name.contains("/kafka/"));
    }

    @Test
    void isTheSameForTheSameCodeAndAnotherForEveryChangeOfAnyOfIt() {
        byte[] present = FoldVersion.present();
        assertThat(FoldVersion.digest(classes)).isEqualTo(present);
        for (String changed : classes.keySet()) {
            SortedMap<String, byte[]> other = new TreeMap<>(classes);
            byte[] bytes = classes.get(changed).clone();
            bytes[bytes.length - 1] ^= 1;
            other.put(changed, bytes);
            assertThat(FoldVersion.digest(other)).as(changed).isNotEqualTo(present);
        }
    }

    @Test
    void followsOnlyWhatIsThere() {
        assertThat(FoldVersion.classes(_ -> Optional.empty())).isEmpty();
    }
}
