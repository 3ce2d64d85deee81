package io.rackledger.launcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.slf4j.Logger.ROOT_LOGGER_NAME;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.zaxxer.hikari.HikariDataSource;
import io.rackledger.bmc.BmcSettings;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.credential.MasterKey;
import io.rackledger.bmc.credential.SealedStore;
import io.rackledger.bmc.observer.ObserverPace;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Passwords go in by every way there is, are used, and are found nowhere: not in Kafka, PostgreSQL, the logs, an answer or a file. */
final class SecretsTest {
    private static final String NAMED = "canary-by-name-4711";
    private static final String WRONG = "canary-wrong-4712";
    private static final String RIGHT = "canary-right-4713";
    private static final String MALFORMED = "canary-malformed-4714";
    private static final String TOO_LONG = "canary-too-long-4715-0123456789";
    private static final String IN_ADDRESS = "canary-in-address-4716";
    /** No secret: must be found wherever is looked, or the looking is worth nothing. */
    private static final String CONTROL = "control-4717";

    private static final String BMC_KEY = "canary-key-4718";
    private static final String LONG_KEY = "canary-long-key-4719-01";

    private static final List<String> SECRETS =
            List.of(NAMED, WRONG, RIGHT, MALFORMED, TOO_LONG, IN_ADDRESS, BMC_KEY, LONG_KEY);

    @TempDir
    private Path folder;

    private final ConcurrentLinkedQueue<String> logged = new ConcurrentLinkedQueue<>();
    private final List<String> answers = new ArrayList<>();

    @Test
    void staysWithTheBmcAdapter() throws Exception {
        listenToLogs();
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        try (SimulatedRedfishBmc bmc = SimulatedRedfishBmc.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        "canary",
                        Optional.of(new Credential("admin", RIGHT)),
                        Duration.ofMillis(20),
                        scheduler,
                        Clock.systemUTC());
                WatchedEngine engine = WatchedEngine.start(folder, this::bmc)) {
            useEveryInput(engine, bmc);
            Map<String, String> places = new TreeMap<>();
            places.put("Kafka, as its records", records(engine));
            places.put("Kafka, as its files", files(folder.resolve("kafka")));
            places.put("PostgreSQL, as its rows", rows(engine));
            places.put("PostgreSQL, as its files", files(folder.resolve("postgres")));
            places.put("the engine's own files", files(folder.resolve("engine")) + files(folder.resolve("accounts")));
            places.put("logs", String.join("\n", logged));
            places.put("answers", String.join("\n", answers));
            for (String place : List.of("Kafka, as its records", "PostgreSQL, as its rows", "answers")) {
                assertThat(places.get(place).contains(CONTROL))
                        .as("the control in " + place)
                        .isTrue();
            }
            places.forEach((place, text) -> SECRETS.forEach(secret -> forms(secret)
                    .forEach(form -> assertThat(text.contains(form))
                            .as("%s in %s", form, place)
                            .isFalse())));
        } finally {
            scheduler.shutdownNow();
        }
    }

    private BmcSettings bmc(BmcSettings settings) {
        try {
            SealedStore store = SealedStore.open(
                    folder.resolve("accounts"), MasterKey.readOrCreate(folder.resolve("key")), List.of());
            return new BmcSettings(
                            settings.group(),
                            _ -> Optional.of(new Credential("admin", NAMED)),
                            store,
                            Optional.empty(),
                            4,
                            settings.pace(),
                            Optional.empty())
                    .watching(Optional.of(new ObserverPace(Duration.ofMillis(500), 2, Duration.ofSeconds(5), 4)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void useEveryInput(WatchedEngine engine, SimulatedRedfishBmc bmc) throws Exception {
        send(
                engine,
                "POST",
                "/api/v1/nodes",
                "{\"name\":\"canary\",\"bmc\":\"" + bmc.address()
                        + "\",\"bmcCredential\":\"lab\",\"properties\":{\"control\":\"" + CONTROL + "\"}}");
        awaitShown(engine, "\"kind\":\"AUTH\"");
        String account = "/api/v1/nodes/canary/bmc/account";
        send(engine, "PUT", account, "{\"user\":\"admin\",\"password\":\"" + WRONG + "\"}");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> show(engine, "/timeline").contains("BmcFaultFound")
                        && show(engine, "/timeline").split("BmcFaultFound", -1).length > 2);
        send(engine, "PUT", account, "{\"user\":\"admin\",\"password\":\"" + RIGHT + "\"}");
        send(engine, "POST", account + "/rotate", "");
        send(engine, "POST", "/api/v1/nodes/canary/power", "{\"action\":\"on\"}");
        awaitShown(engine, "\"power\":\"on\"");
        send(engine, "PUT", account, "{\"user\":\"admin\",\"password\":\"" + MALFORMED);
        send(engine, "PUT", account, "{\"user\":[\"" + MALFORMED + "\"]}");
        send(
                engine,
                "PATCH",
                "/api/v1/nodes/canary",
                "{\"bmc\":\"redfish+http://admin:" + IN_ADDRESS + "@127.0.0.1/redfish/v1/Systems/1\"}");
        send(
                engine,
                "POST",
                "/api/v1/nodes",
                "{\"name\":\"canary-i\",\"driver\":\"ipmi\",\"bmc\":\"ipmi://127.0.0.1:1\"}");
        send(
                engine,
                "PUT",
                "/api/v1/nodes/canary-i/bmc/account",
                "{\"user\":\"admin\",\"password\":\"" + TOO_LONG + "\"}");
        for (String key : List.of(LONG_KEY, BMC_KEY)) {
            send(
                    engine,
                    "PUT",
                    "/api/v1/nodes/canary-i/bmc/account",
                    "{\"user\":\"admin\",\"password\":\"" + WRONG.substring(0, 16) + "\",\"kg\":\"" + key + "\"}");
        }
        send(engine, "PUT", account, "{\"user\":\"admin\",\"password\":\"" + RIGHT + "\",\"kg\":\"" + BMC_KEY + "\"}");
        send(engine, "DELETE", account, "");
        for (String page : List.of("/api/v1/nodes", "/metrics", "/v3/api-docs", "/api/v1/failures", "/api/v1/waits")) {
            answers.add(engine.get(page).body());
        }
    }

    private void send(WatchedEngine engine, String method, String path, String json) throws Exception {
        answers.add(engine.send(method, path, json).body());
    }

    private void awaitShown(WatchedEngine engine, String words) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> show(engine, "").replace(" ", "").contains(words));
    }

    private String show(WatchedEngine engine, String below) throws Exception {
        String body = engine.get("/api/v1/nodes/canary" + below).body();
        answers.add(body);
        return body;
    }

    private static Stream<String> forms(String secret) {
        return Stream.of(
                secret,
                Base64.getEncoder()
                        .encodeToString(secret.getBytes(StandardCharsets.UTF_8))
                        .substring(0, 16),
                Base64.getEncoder().encodeToString(("admin:" + secret).getBytes(StandardCharsets.UTF_8)));
    }

    private void listenToLogs() {
        AppenderBase<ILoggingEvent> ear = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                logged.add(event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : event.getThrowableProxy().getMessage()));
            }
        };
        Logger root = (Logger) LoggerFactory.getLogger(ROOT_LOGGER_NAME);
        ear.setContext(root.getLoggerContext());
        ear.start();
        root.addAppender(ear);
        // As LogOutput has it, which nobody can change: libraries tell what is wrong, and no requests.
        root.setLevel(Level.WARN);
        root.getLoggerContext().getLogger("io.rackledger").setLevel(Level.TRACE);
    }

    private static String records(WatchedEngine engine) {
        StringBuilder text = new StringBuilder();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", engine.bootstrapServers(), "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    record.headers().forEach(header -> text.append(plain(header.value())));
                    text.append(plain(record.key()))
                            .append(plain(record.value()))
                            .append('\n');
                }
            }
        }
        return text.toString();
    }

    private static String plain(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The secrets that stand in the files; the files themselves are too big to be kept. */
    private static String files(Path root) throws IOException {
        StringBuilder met = new StringBuilder();
        try (Stream<Path> found = Files.walk(root)) {
            for (Path file : found.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith("index"))
                    .toList()) {
                String text = plain(Files.readAllBytes(file));
                SECRETS.stream()
                        .flatMap(SecretsTest::forms)
                        .filter(text::contains)
                        .forEach(met::append);
            }
        }
        return met.toString();
    }

    private static String rows(WatchedEngine engine) throws Exception {
        StringBuilder text = new StringBuilder();
        try (HikariDataSource pool = engine.database().pool();
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found = statement.executeQuery("select format('%I.%I', schemaname, tablename)"
                    + " from pg_tables where schemaname not in ('pg_catalog', 'information_schema')")) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("select t::text from " + table + " t")) {
                    while (row.next()) {
                        text.append(row.getString(1)).append('\n');
                    }
                }
            }
        }
        return text.toString();
    }
}
