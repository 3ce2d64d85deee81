package io.rackledger.eventlog.kafka;

import static io.rackledger.eventlog.LogFixture.await;
import static io.rackledger.eventlog.LogFixture.enroll;
import static io.rackledger.eventlog.LogFixture.newNode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.core.door.AppendResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** The topics as they are made, found and refused. */
final class TopicsTest {
    @Test
    void canBeWrittenToAtOnceByInstancesThatStartTogetherOnAnEmptyBroker() {
        for (int round = 0; round < 3; round++) {
            LogSettings settings = TestBroker.freshSettings();
            List<CompletableFuture<KafkaLog>> starting = new ArrayList<>();
            for (int instance = 0; instance < 3; instance++) {
                starting.add(CompletableFuture.supplyAsync(() -> TestBroker.open(settings)));
            }
            for (CompletableFuture<KafkaLog> each : starting) {
                try (KafkaLog log = await(each)) {
                    assertThat(await(log.nodeLog().append(enroll(newNode(), "at-once"))))
                            .isInstanceOf(AppendResult.Appended.class);
                }
            }
        }
    }

    @Test
    void keepDecidedFactsForEverAndForceThemToTheDisk() throws Exception {
        LogSettings settings = TestBroker.freshSettings();
        TestBroker.open(settings).close();
        Map<String, String> events = config(settings, TopicName.NODE_EVENTS);
        assertThat(events)
                .containsEntry("retention.ms", "-1")
                .containsEntry("retention.bytes", "-1")
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("flush.messages", "1");
        assertThat(config(settings, TopicName.CLAIMS)).containsEntry("flush.messages", "1");
        assertThat(config(settings, TopicName.SIGNALS)).containsEntry("retention.ms", "7776000000");
        assertThat(config(settings, TopicName.DOCUMENTS)).containsEntry("cleanup.policy", "compact");
        assertThat(config(settings, TopicName.BOOT_PLANS)).containsEntry("cleanup.policy", "compact");
    }

    @Test
    void areRefusedWhereANodesRecordsWouldNotLieSideBySide() throws Exception {
        LogSettings settings = TestBroker.freshSettings();
        try (Admin admin = new Clients(settings).admin()) {
            admin.createTopics(List.of(new NewTopic(TopicName.SIGNALS.in(settings), 3, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        assertThatThrownBy(() -> TestBroker.open(settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has 8 partitions")
                .hasMessageContaining("has 3");
    }

    private static Map<String, String> config(LogSettings settings, TopicName topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.in(settings));
        try (Admin admin = new Clients(settings).admin()) {
            Config config = admin.describeConfigs(List.of(resource))
                    .all()
                    .get(30, TimeUnit.SECONDS)
                    .get(resource);
            Map<String, String> values = new HashMap<>();
            config.entries().forEach(entry -> values.put(entry.name(), entry.value()));
            return values;
        }
    }
}
