package io.rackledger.eventlog.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.eventlog.codec.WireRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segment files: what is forced is read back, once and in order, whatever a crash left behind it. */
final class SpoolStoreTest {
    private static final int SEGMENT = 4_096;

    @TempDir
    Path directory;

    @Test
    void givesBackWhatWasForcedInItsOrderOverManySegments() throws IOException {
        try (SpoolStore store = new SpoolStore(directory, SEGMENT)) {
            write(store, 0, 500);
            assertThat(files()).hasSizeGreaterThan(5);
            assertThat(readAll(store)).containsExactlyElementsOf(names(0, 500));
            assertThat(store.unread()).isZero();
            assertThat(files()).as("what was passed is deleted").hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void goesOnAfterARestartWhereItStood() throws IOException {
        try (SpoolStore store = new SpoolStore(directory, SEGMENT)) {
            write(store, 0, 100);
            SpoolStore.Chunk chunk = store.next(30);
            assertThat(keys(chunk)).containsExactlyElementsOf(names(0, 30));
            store.passed(chunk.next());
        }
        try (SpoolStore store = new SpoolStore(directory, SEGMENT)) {
            write(store, 100, 110);
            assertThat(readAll(store)).containsExactlyElementsOf(names(30, 110));
        }
    }

    @Test
    void endsASegmentWhereACrashCutItOff() throws IOException {
        try (SpoolStore store = new SpoolStore(directory, 1 << 20)) {
            write(store, 0, 20);
        }
        Path torn = directory.resolve("00000000000000000001.seg");
        byte[] whole = Files.readAllBytes(torn);
        Files.write(torn, Arrays.copyOf(whole, whole.length - 7));
        try (SpoolStore store = new SpoolStore(directory, 1 << 20)) {
            write(store, 20, 25);
            List<String> expected = new ArrayList<>(names(0, 19));
            expected.addAll(names(20, 25));
            assertThat(readAll(store)).containsExactlyElementsOf(expected);
            assertThat(store.damaged()).isEqualTo(1);
        }
    }

    @Test
    void believesNoByteWhoseChecksumDoesNotFit() throws IOException {
        try (SpoolStore store = new SpoolStore(directory, 1 << 20)) {
            write(store, 0, 20);
        }
        Path file = directory.resolve("00000000000000000001.seg");
        byte[] bytes = Files.readAllBytes(file);
        for (int place = 0; place < bytes.length; place += 97) {
            byte[] bad = bytes.clone();
            bad[place] ^= 0x20;
            Files.write(file, bad, StandardOpenOption.TRUNCATE_EXISTING);
            Files.deleteIfExists(directory.resolve("forwarded"));
            try (SpoolStore store = new SpoolStore(directory, 1 << 20)) {
                List<String> read = keys(store.next(1000));
                assertThat(read).as("byte %d", place).isEqualTo(names(0, read.size()));
                assertThat(read.size()).as("byte %d", place).isLessThan(20);
            }
        }
    }

    @Test
    void sendsAllAgainWhereItsPlaceCannotBeRead() throws IOException {
        try (SpoolStore store = new SpoolStore(directory, SEGMENT)) {
            write(store, 0, 10);
        }
        Files.writeString(directory.resolve("forwarded"), "what?");
        try (SpoolStore store = new SpoolStore(directory, SEGMENT)) {
            assertThat(readAll(store)).containsExactlyElementsOf(names(0, 10));
        }
    }

    private static void write(SpoolStore store, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            byte[] value = ("{\"value\":" + i + "}").getBytes(StandardCharsets.UTF_8);
            store.append(SpoolFrame.write(new WireRecord("key-" + i, Map.of("ce_id", "id-" + i), value)));
            store.force();
        }
    }

    private static List<String> readAll(SpoolStore store) throws IOException {
        List<String> read = new ArrayList<>();
        for (int round = 0; round < 1_000 && store.unread() > 0; round++) {
            SpoolStore.Chunk chunk = store.next(7);
            read.addAll(keys(chunk));
            store.passed(chunk.next());
        }
        return read;
    }

    private static List<String> keys(SpoolStore.Chunk chunk) {
        return chunk.records().stream().map(WireRecord::key).toList();
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "key-" + i).toList();
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".seg")).toList();
        }
    }
}
