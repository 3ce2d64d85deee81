package io.rackledger.launcher.engine;

import java.util.Map;

/** Which Kafka carries the log. */
public sealed interface KafkaChoice {
    /** A broker of our own on this port of the loopback; its controller takes the next one. */
    record Embedded(int port) implements KafkaChoice {}

    /**
     * A cluster that somebody runs.
     *
     * @param properties handed to every client: TLS, SASL
     * @param replication copies of each topic that is made
     */
    record External(String bootstrapServers, Map<String, String> properties, int replication) implements KafkaChoice {
        public External {
            properties = Map.copyOf(properties);
        }
    }
}
