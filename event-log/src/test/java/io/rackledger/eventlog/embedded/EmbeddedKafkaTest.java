package io.rackledger.eventlog.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of the broker's process and of its directory. */
final class EmbeddedKafkaTest {
    private static final int SIGINT = 2;

    @TempDir
    private Path directory;

    @Test
    void keepsItsDataOverAnOrderlyRestartAndGuardsItsDirectory() throws Exception {
        int port;
        try (EmbeddedKafka first = EmbeddedKafka.start(directory, 0)) {
            port = Integer.parseInt(first.bootstrapServers().split(":")[1]);
            try (Admin admin = admin(first)) {
                admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                        .all()
                        .get(30, TimeUnit.SECONDS);
            }
            assertThatThrownBy(() -> EmbeddedKafka.start(directory, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("serves another engine that still runs");
        }
        try (EmbeddedKafka second = EmbeddedKafka.start(directory, port);
                Admin admin = admin(second)) {
            assertThat(second.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).contains("kept");
        }
    }

    @Test
    void outlivesAnInterruptThatATerminalSendsToAllItsProcesses() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
                Admin admin = admin(kafka)) {
            long pid = kafka.pid();
            new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
            if (!ignoresInterrupts(pid)) {
                Path output = directory.resolve("broker.log");
                Awaitility.await().until(() -> Files.readString(output).contains("interrupt left to the parent"));
            }
            assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).isEmpty();
            assertThat(kafka.pid()).isEqualTo(pid);
        }
    }

    /** A build that a shell runs in the background hands "ignore interrupts" down to all its processes; then none arrives. */
    private static boolean ignoresInterrupts(long pid) throws IOException {
        String mask = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).strip())
                .findFirst()
                .orElse("0");
        return (Long.parseUnsignedLong(mask, 16) & (1L << (SIGINT - 1))) != 0;
    }

    @Test
    void tellsWhichPortIsTakenAndWhatToDo() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedKafka.start(directory, other.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + other.getLocalPort())
                    .hasMessageContaining("choose another port");
        }
    }

    @Test
    void endsWithItsParentEvenBeforeItIsUp() throws Exception {
        BrokerFiles files = new BrokerFiles(directory);
        int port = Ports.freePair();
        files.prepare(port, port + 1);
        Process broker = BrokerCommand.start(files);
        broker.getOutputStream().close();
        assertThat(broker.waitFor(Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void endsABrokerThatADeadEngineLeftBehindButNoStrangerOfTheSameNumber() throws Exception {
        Process left = new ProcessBuilder("sleep", "600").start();
        Path file = directory.resolve("broker.pid");
        new ProcessFile(file).write(left.toHandle());
        new ProcessFile(file).endLeftOver();
        assertThat(left.waitFor(Duration.ofSeconds(10))).isTrue();
        assertThat(file).doesNotExist();

        Process stranger = new ProcessBuilder("sleep", "600").start();
        Files.writeString(file, stranger.pid() + " 2001-01-01T00:00:00Z\n");
        new ProcessFile(file).endLeftOver();
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroy();
    }

    private static Admin admin(EmbeddedKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
