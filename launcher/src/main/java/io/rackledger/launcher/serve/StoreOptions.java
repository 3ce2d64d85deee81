package io.rackledger.launcher.serve;

import io.rackledger.launcher.engine.KafkaChoice;
import io.rackledger.launcher.engine.PostgresChoice;
import io.rackledger.launcher.engine.StartFailure;
import io.rackledger.query.store.PostgresAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the two stores. */
final class StoreOptions {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Where embedded stores and keys live; default ./${DEFAULT-VALUE}.")
    private Path dataDir = Path.of("data");

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT,...",
            defaultValue = "",
            description = "Bootstrap servers of a Kafka cluster; default: an embedded broker.")
    private String kafka = "";

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "19092",
            description = "Of the embedded broker; its controller takes the next one. Default ${DEFAULT-VALUE}.")
    private int kafkaPort;

    @Option(
            names = "--kafka-property",
            paramLabel = "KEY=VALUE",
            description = "For every Kafka client, such as security.protocol=SSL; may be given several times.")
    private Map<String, String> kafkaProperties = Map.of();

    @Option(
            names = "--kafka-replication",
            paramLabel = "N",
            defaultValue = "3",
            description = "Copies of each topic that is made on a cluster; default ${DEFAULT-VALUE}.")
    private int replication;

    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            defaultValue = "",
            description = "Such as jdbc:postgresql://db/rackledger; default: an embedded PostgreSQL.")
    private String jdbcUrl = "";

    @Option(
            names = "--jdbc-user",
            paramLabel = "NAME",
            defaultValue = "rackledger",
            description = "Default ${DEFAULT-VALUE}.")
    private String jdbcUser = "";

    @Option(
            names = "--jdbc-password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password; default: the variable RACKLEDGER_JDBC_PASSWORD.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--postgres-port",
            paramLabel = "PORT",
            defaultValue = "15432",
            description = "Of the embedded PostgreSQL; default ${DEFAULT-VALUE}.")
    private int postgresPort;

    @Option(
            names = "--accept-log-loss",
            description = "Go on although the log has lost acknowledged records, as listed at the start before;"
                    + " the list is kept in the data directory.")
    private boolean acceptLogLoss;

    boolean acceptLogLoss() {
        return acceptLogLoss;
    }

    Path dataDir() {
        return dataDir;
    }

    KafkaChoice kafka() {
        return kafka.isEmpty()
                ? new KafkaChoice.Embedded(kafkaPort)
                : new KafkaChoice.External(kafka, kafkaProperties, replication);
    }

    PostgresChoice postgres() {
        return jdbcUrl.isEmpty()
                ? new PostgresChoice.Embedded(postgresPort)
                : new PostgresChoice.External(new PostgresAddress(jdbcUrl, jdbcUser, password()));
    }

    private String password() {
        if (passwordFile == null) {
            String given = System.getenv("RACKLEDGER_JDBC_PASSWORD");
            return given == null ? "" : given;
        }
        try {
            return Files.readString(passwordFile).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new StartFailure(
                    "the password file " + passwordFile + " cannot be read: " + e.getMessage(),
                    "check --jdbc-password-file",
                    e);
        }
    }
}
