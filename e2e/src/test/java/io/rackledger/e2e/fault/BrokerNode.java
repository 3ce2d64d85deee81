package io.rackledger.e2e.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** One Kafka process, broker and controller in one, that stays dead when it is killed until it is started again. */
final class BrokerNode {
    private static final String MAIN = "io.rackledger.eventlog.embedded.BrokerProcess";
    private static final String LOGGING = "io/rackledger/eventlog/embedded/broker-logback.xml";

    private final int id;
    private final Path home;
    private final Path data;
    private final int port;
    private final Path settings;
    private int starts;
    private @Nullable ChildProcess process;

    /** @param data where its log directory lies; apart from {@code home}, which keeps settings and output */
    BrokerNode(int id, Path home, Path data, int port) {
        this.id = id;
        this.home = home;
        this.data = data;
        this.port = port;
        this.settings = home.resolve("broker-" + id + ".properties");
    }

    /** Writes its settings and formats its directory. */
    void prepare(Map<String, String> properties, String clusterId) {
        try (PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Files.createDirectories(data);
            String text = new TreeMap<>(properties)
                    .entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .collect(Collectors.joining("\n", "", "\n"));
            Files.writeString(settings, text);
            new Formatter()
                    .setPrintStream(quiet)
                    .setClusterId(clusterId)
                    .setNodeId(id)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(data.toString())
                    .addDirectory(data.toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (RuntimeException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the directory of broker " + id + " cannot be formatted", e);
        }
    }

    int id() {
        return id;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Where its segments lie. */
    Path data() {
        return data;
    }

    /** Starts it and returns at once. */
    void start() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("broker " + id + " runs already");
        }
        process = ChildProcess.start(
                "broker " + id,
                home.resolve("broker-" + id + "-" + ++starts + ".log"),
                List.of("-Xmx384m", "-Dlogback.configurationFile=" + LOGGING),
                MAIN,
                List.of(settings.toString()));
    }

    ChildProcess process() {
        if (process == null) {
            throw new IllegalStateException("broker " + id + " was never started");
        }
        return process;
    }

    void kill() {
        process().kill();
    }

    void stop() {
        if (process != null && process.isAlive()) {
            process.terminate(Duration.ofSeconds(20));
        }
    }
}
