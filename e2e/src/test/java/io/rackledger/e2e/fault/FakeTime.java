package io.rackledger.e2e.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** The wall clock of one process, to be set at will while it runs: libfaketime, with the offset in a file. Its monotonic clock is real. */
final class FakeTime {
    private static final Path LIBRARY = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

    private final Path file;

    private FakeTime(Path file) {
        this.file = file;
    }

    /** Skips the test, loudly, where the library is missing. */
    static void require() {
        boolean there = Files.exists(LIBRARY);
        if (!there) {
            System.err.println("SKIPPED: " + LIBRARY + " is missing; install the Debian package faketime");
        }
        assumeTrue(there, "libfaketime is missing; install the Debian package faketime");
    }

    static FakeTime at(Path home, String name, String offset) {
        FakeTime time = new FakeTime(home.resolve(name + ".faketime"));
        time.set(offset);
        return time;
    }

    /** @param offset from the real time, such as {@code +3600s} or {@code +10y} */
    void set(String offset) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, offset + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fix that is turned off here is for old C libraries: with this one every timed wait of the JVM would return at once. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", LIBRARY.toString(),
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_NO_CACHE", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }
}
