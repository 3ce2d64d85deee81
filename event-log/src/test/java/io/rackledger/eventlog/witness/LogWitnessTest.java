package io.rackledger.eventlog.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogWitnessTest {
    @TempDir
    Path folder;

    @Test
    void writesWhatItCouldNotWriteBefore() throws Exception {
        Path file = folder.resolve("witness");
        Path inTheWay = Files.createDirectory(folder.resolve("witness.new"));
        Mark mark = new Mark(41, 7, "n1");
        try (LogWitness witness = LogWitness.open(file)) {
            witness.saw("node-events", 3, mark);
            witness.start();
            // As on a full disk.
            Awaitility.await().until(witness::isFailing);
            Files.delete(inTheWay);
        }
        try (LogWitness again = LogWitness.open(file)) {
            assertThat(again.seen()).containsExactly(new Seen("node-events", 3, List.of(mark)));
        }
    }
}
