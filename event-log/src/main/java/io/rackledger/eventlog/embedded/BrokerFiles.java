package io.rackledger.eventlog.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** The files of a broker under its directory: settings, formatted log directory, logging. */
final class BrokerFiles {
    private static final int NODE_ID = 1;
    private static final long MIB = 1024 * 1024;
    /** A broker needs about this much to start: indexes are laid out at full size. */
    private static final long SCARCE = 16 * MIB;

    private final Path home;

    BrokerFiles(Path home) {
        this.home = home;
    }

    Path settings() {
        return home.resolve("broker.properties");
    }

    Path logging() {
        return home.resolve("broker-logback.xml");
    }

    /** What the broker prints. */
    Path output() {
        return home.resolve("broker.log");
    }

    Path processFile() {
        return home.resolve("broker.pid");
    }

    Path lock() {
        return home.resolve("broker.lock");
    }

    /** How much room the disk has, in words. */
    String room() {
        long free = home.toFile().getUsableSpace();
        return free < SCARCE
                ? "the disk of " + home + " is full (" + free + " bytes free): make room, nothing else is needed"
                : "the disk of " + home + " has " + free / MIB + " MiB free";
    }

    private Path logs() {
        return home.resolve("kafka");
    }

    /** Writes settings and logging anew and formats the log directory if that was never done. */
    void prepare(int port, int controllerPort) throws IOException {
        Files.createDirectories(logs());
        Properties settings = settings(port, controllerPort);
        String text = new TreeMap<>(settings)
                .entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(settings(), text);
        try (InputStream logback = BrokerFiles.class.getResourceAsStream("broker-logback.xml")) {
            if (logback == null) {
                throw new IOException("resource broker-logback.xml is missing beside " + BrokerFiles.class.getName());
            }
            Files.write(logging(), logback.readAllBytes());
        }
        if (!Files.exists(logs().resolve("meta.properties"))) {
            format();
        }
    }

    private void format() throws IOException {
        try (PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(quiet)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE_ID)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(logs().toString())
                    .addDirectory(logs().toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the broker's directory " + logs() + " cannot be formatted", e);
        }
    }

    private Properties settings(int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("log.dirs", logs().toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.retention.ms", "-1");
        replication(settings);
        timing(settings);
        return settings;
    }

    private static void replication(Properties settings) {
        settings.put("min.insync.replicas", "1");
        settings.put("default.replication.factor", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
    }

    /**
     * After a kill the old registration must run out before the new one counts, a time in which the broker is up and idle: so it is
     * short. A broker that stands still for longer is without leaders for the fraction of a second until its next heartbeat.
     */
    private static void timing(Properties settings) {
        settings.put("broker.session.timeout.ms", "1500");
        settings.put("broker.heartbeat.interval.ms", "300");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "2000");
        settings.put("controlled.shutdown.retry.backoff.ms", "200");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("log.cleaner.dedupe.buffer.size", "8388608");
        settings.put("log.cleaner.threads", "1");
    }
}
