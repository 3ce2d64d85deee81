package io.rackledger.e2e.fault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/** A Kafka of one broker, or of three with three copies of everything; each is a process that can be killed. */
final class Brokers implements AutoCloseable {
    private static final Duration TO_START = Duration.ofMinutes(2);
    private static final Duration ONE_LOOK = Duration.ofSeconds(2);

    private final List<BrokerNode> nodes;

    private Brokers(List<BrokerNode> nodes) {
        this.nodes = nodes;
    }

    /** Starts them and waits until they answer. */
    static Brokers start(Path home, int count) {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < count * 2; i++) {
            ports.add(FreePorts.next());
        }
        String clusterId = Uuid.randomUuid().toString();
        List<BrokerNode> nodes = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            BrokerNode node = new BrokerNode(id, home, home.resolve("kafka-" + id), ports.get(id - 1));
            node.prepare(properties(id, count, ports, node.data()), clusterId);
            nodes.add(node);
        }
        Brokers brokers = new Brokers(nodes);
        nodes.forEach(BrokerNode::start);
        brokers.awaitAnswer();
        return brokers;
    }

    private static Map<String, String> properties(int id, int count, List<Integer> ports, Path data) {
        int port = ports.get(id - 1);
        int controller = ports.get(count + id - 1);
        List<String> voters = new ArrayList<>();
        for (int each = 1; each <= count; each++) {
            voters.add(each + "@127.0.0.1:" + ports.get(count + each - 1));
        }
        Map<String, String> properties = new HashMap<>(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(id),
                "controller.quorum.voters",
                String.join(",", voters),
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                "CONTROLLER",
                "log.dirs",
                data.toString(),
                "auto.create.topics.enable",
                "false"));
        properties.putAll(replication(count));
        properties.putAll(timing());
        return properties;
    }

    private static Map<String, String> replication(int count) {
        String copies = Integer.toString(count);
        String inSync = Integer.toString(Math.max(1, count - 1));
        return Map.of(
                "min.insync.replicas", inSync,
                "default.replication.factor", copies,
                "offsets.topic.replication.factor", copies,
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", copies,
                "transaction.state.log.min.isr", inSync,
                "share.coordinator.state.topic.replication.factor", copies,
                "share.coordinator.state.topic.min.isr", inSync);
    }

    /** As the embedded broker has them. */
    private static Map<String, String> timing() {
        return Map.of(
                "broker.session.timeout.ms", "1500",
                "broker.heartbeat.interval.ms", "300",
                "group.initial.rebalance.delay.ms", "0",
                "group.min.session.timeout.ms", "2000",
                "controlled.shutdown.retry.backoff.ms", "200",
                "log.cleaner.dedupe.buffer.size", "8388608",
                "log.cleaner.threads", "1");
    }

    List<BrokerNode> nodes() {
        return nodes;
    }

    /** The only one, or the first. */
    BrokerNode first() {
        return nodes.getFirst();
    }

    /** For {@code --kafka-replication}. */
    int copies() {
        return nodes.size();
    }

    String bootstrapServers() {
        return nodes.stream().map(BrokerNode::address).collect(Collectors.joining(","));
    }

    /** Waits until the cluster answers and all that run are part of it; fails where one has died. */
    void awaitAnswer() {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 50,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        try (Admin admin = Admin.create(settings)) {
            Awaitility.await("the brokers answer")
                    .atMost(TO_START)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> answers(admin));
        }
    }

    private boolean answers(Admin admin) throws InterruptedException {
        nodes.forEach(node -> node.process().requireAlive());
        try {
            return admin.describeCluster()
                            .nodes()
                            .get(ONE_LOOK.toMillis(), TimeUnit.MILLISECONDS)
                            .size()
                    == nodes.size();
        } catch (ExecutionException | TimeoutException _) {
            // Not yet; Awaitility bounds the looks.
            return false;
        }
    }

    /** Waits until every copy of every partition is up to date, so that one more death is bearable. */
    void awaitInSync() {
        awaitAnswer();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            Awaitility.await("all copies are in sync")
                    .atMost(TO_START)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> inSync(admin));
        }
    }

    private boolean inSync(Admin admin) throws InterruptedException {
        try {
            Set<String> topics = admin.listTopics().names().get(ONE_LOOK.toMillis(), TimeUnit.MILLISECONDS);
            return admin
                    .describeTopics(topics)
                    .allTopicNames()
                    .get(ONE_LOOK.toMillis(), TimeUnit.MILLISECONDS)
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.isr().size() == nodes.size());
        } catch (ExecutionException | TimeoutException _) {
            // Not yet; Awaitility bounds the looks.
            return false;
        }
    }

    @Override
    public void close() {
        nodes.forEach(BrokerNode::stop);
    }
}
