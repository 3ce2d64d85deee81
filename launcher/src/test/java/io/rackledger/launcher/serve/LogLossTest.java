package io.rackledger.launcher.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.launcher.ProgramRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine whose log lacks records that it has seen says which, and goes on without them only when it is told to. */
final class LogLossTest {
    @TempDir
    private Path folder;

    @Test
    void refusesToStartAndNamesWhatIsGoneUntilTheLossIsAccepted() throws Exception {
        Path witness = folder.resolve("log-witness.txt");
        String seen = "rackledger.node-events\t3\t41\t1234567\t6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b\n";
        Files.writeString(witness, seen);

        ProgramRun refused = serve();
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err())
                .contains("the log has lost acknowledged records")
                .contains("rackledger.node-events partition 3: offsets 0 to 41")
                .contains("6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b")
                .contains("--accept-log-loss");
        assertThat(witness).hasContent(seen);

        // It gets past the log and stops at what is wrong next: a port that is taken.
        ProgramRun accepted = serve("--accept-log-loss");
        assertThat(accepted.err()).doesNotContain("lost acknowledged records");
        assertThat(accepted.out()).contains("accepted: the log has lost").contains("rebuild the projections");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> kept = files.filter(file -> file.getFileName().toString().startsWith("log-loss-"))
                    .toList();
            assertThat(kept).singleElement().satisfies(file -> assertThat(file).hasContent(seen));
        }
    }

    /** Boot services that cannot start end the program after the log was opened. */
    private ProgramRun serve(String... more) throws IOException {
        Stream<String> usual = Stream.of(
                "serve",
                "--roles=boot",
                "--data-dir=" + folder,
                "--kafka-port=" + freePort(),
                "--boot-port=" + freePort(),
                "--api-port=" + freePort(),
                "--boot-url=no-url");
        return ProgramRun.of(Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
