package io.rackledger.eventlog.kafka;

import static io.rackledger.eventlog.LogFixture.newNode;
import static io.rackledger.eventlog.LogFixture.signal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.eventlog.spool.SpoolLimits;
import io.rackledger.eventlog.spool.SpooledSignals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signal that Kafka refuses for ever is set aside and told of; those before and behind it arrive. */
final class SpoolRefusalTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    /** So that only a refusal, and no slow machine, could lead to the disk. */
    private static final SpoolLimits PATIENT = new SpoolLimits(64 << 20, 1 << 20, 1024, LONG);

    private static final int TOPIC_TAKES = 50_000;
    private static final int TOO_MUCH = 200_000;

    private final LogSettings settings = TestBroker.freshSettings();
    private final NodeId node = newNode();

    @TempDir
    Path directory;

    @Test
    void goesOnBehindASignalThatIsTooLargeForTheTopic() throws Exception {
        try (KafkaLog log = TestBroker.open(settings);
                SpooledSignals spool =
                        SpooledSignals.open(directory.resolve("spool"), SpoolLimits.DEFAULT, Clock.systemUTC())) {
            limitTopic();
            List<Signal> told = List.of(
                    signal(node, "before"),
                    signal(node, random(TOO_MUCH)),
                    signal(node, "behind"),
                    signal(newNode(), "another machine"));
            List<CompletableFuture<LogPosition>> kept =
                    told.stream().map(spool::report).toList();
            for (CompletableFuture<LogPosition> each : kept) {
                each.get(LONG.toSeconds(), TimeUnit.SECONDS);
            }
            spool.connect(log.signals());
            await().atMost(LONG).until(spool::direct);

            List<Signal> read = read(log);
            assertThat(read).contains(told.get(0), told.get(2), told.get(3)).doesNotContain(told.get(1));
            assertThat(words(read))
                    .as("in the place of what is missing, in the order of its node")
                    .satisfiesExactly(
                            first -> assertThat(first).isEqualTo("before"),
                            note -> assertThat(note)
                                    .contains("record of a signal StepLogged", "never takes it", "refused/"),
                            last -> assertThat(last).isEqualTo("behind"));
            assertThat(spool.refused()).isEqualTo(1);
            assertThat(file()).content().startsWith("reason: ").contains(random(TOO_MUCH));
        }
    }

    @Test
    void setsASignalAsideThatIsTooLargeForAnyTopicWithoutADetour() throws Exception {
        try (KafkaLog log = TestBroker.open(settings);
                SpooledSignals spool = SpooledSignals.open(directory.resolve("spool"), PATIENT, Clock.systemUTC())) {
            spool.connect(log.signals());
            spool.report(signal(node, random(5 << 20))).get(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(spool.direct()).as("the log is none the worse").isTrue();
            assertThat(spool.refused()).isEqualTo(1);
            assertThat(words(read(log))).singleElement().asString().contains("record of a signal StepLogged");
            assertThat(file()).isNotEmptyFile();
        }
        try (SpooledSignals unconnected =
                SpooledSignals.open(directory.resolve("other"), SpoolLimits.DEFAULT, Clock.systemUTC())) {
            unconnected.report(signal(node, random(5 << 20))).get(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(unconnected.refused()).isEqualTo(1);
        }
    }

    private void limitTopic() throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TopicName.SIGNALS.in(settings));
        ConfigEntry limit = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(TOPIC_TAKES));
        try (Admin admin = new Clients(settings).admin()) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
                    .all()
                    .get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private Path file() throws IOException {
        try (var files = Files.list(directory.resolve("spool").resolve("refused"))) {
            return files.findFirst().orElseThrow();
        }
    }

    /** The same each time, and does not get smaller by compression. */
    private static String random(int characters) {
        byte[] bytes = new byte[characters / 2];
        new SplittableRandom(characters).nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private List<String> words(List<Signal> read) {
        return read.stream()
                .filter(signal -> signal.subject().key().equals(node.value()))
                .map(signal -> switch (signal.body()) {
                    case SignalBody.StepLogged(var _, var _, String text) -> text;
                    case SignalBody.RequestRefused(String request, var _, String reason) -> request + ": " + reason;
                    default -> signal.body().toString();
                })
                .toList();
    }

    private static List<Signal> read(KafkaLog log) {
        LogVector end = log.feed().end(LogTopic.SIGNALS, LONG);
        List<Signal> all = new ArrayList<>();
        try (FeedReader reader = log.feed().readAll(Map.of(LogTopic.SIGNALS, LogVector.START))) {
            while (!reader.next(LogTopic.SIGNALS).covers(end)) {
                for (LogRecord each : reader.poll(Duration.ofMillis(200))) {
                    all.add(((LogRecord.OfSignal) each).signal());
                }
            }
        }
        return all;
    }
}
