package io.rackledger.launcher.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.launcher.ProgramRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that cannot follow its log any more ends, says why, and leaves nothing behind. */
final class LoudEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private int kafka;
    private int api;

    @BeforeEach
    void ports() throws IOException {
        kafka = freePort();
        api = freePort();
    }

    @Test
    void endsWithReasonRemedyAndACodeOfItsOwnWhenARecordCannotBeFolded() throws Exception {
        CompletableFuture<ProgramRun> running = serve();
        try (KafkaProducer<byte[], byte[]> foreign = new KafkaProducer<>(
                Map.of("bootstrap.servers", "127.0.0.1:" + kafka),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] nonsense = "no claim".getBytes(StandardCharsets.UTF_8);
            foreign.send(new ProducerRecord<>("rackledger.claims", 0, nonsense, nonsense))
                    .get(30, TimeUnit.SECONDS);
        }
        assertLoudEnd(running, "claim 0:");
    }

    @Test
    void endsWhenATopicOfTheLogIsDeleted() throws Exception {
        CompletableFuture<ProgramRun> running = serve();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + kafka))) {
            admin.deleteTopics(List.of("rackledger.node-events")).all().get(30, TimeUnit.SECONDS);
        }
        assertLoudEnd(running, "rackledger.node-events");
    }

    private void assertLoudEnd(CompletableFuture<ProgramRun> running, String reason) throws Exception {
        ProgramRun run = running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(4);
        assertThat(run.err())
                .contains("the engine cannot go on")
                .contains(reason)
                .contains("remedy:")
                .contains("start the engine again");
        assertThat(List.of(listens(api), listens(kafka))).containsOnly(false);
    }

    private CompletableFuture<ProgramRun> serve() {
        CompletableFuture<ProgramRun> running = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .start(() -> running.complete(ProgramRun.of(
                        "serve",
                        "--roles=command",
                        "--data-dir=" + folder,
                        "--kafka-port=" + kafka,
                        "--api-port=" + api)));
        Awaitility.await().atMost(PATIENCE).until(() -> running.isDone() || isReady());
        assertThat(running).as(() -> running.join().err()).isNotDone();
        return running;
    }

    /** Probes are answered from the first moment on, so that a port that listens says nothing. */
    private boolean isReady() throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api + "/readyz"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            // Not yet: the caller counts the time and then tells.
            return false;
        }
    }

    private static boolean listens(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
