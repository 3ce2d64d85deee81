package io.rackledger.eventlog.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** How each topic is laid out when it is created. */
final class TopicLayout {
    private static final String FOR_EVER = "-1";
    private static final String LARGEST_RECORD = Integer.toString(Clients.LARGEST_RECORD);
    /** An erased document must be gone from the disk after this time at the latest. */
    private static final Duration ERASED_WITHIN = Duration.ofHours(24);

    private static final Duration SNAPSHOT_LAG = Duration.ofMinutes(10);
    private static final int SNAPSHOT_SEGMENT = 64 * 1024 * 1024;

    private TopicLayout() {}

    static NewTopic of(TopicName topic, LogSettings settings) {
        return of(topic, settings, settings.layout().partitions());
    }

    static NewTopic of(TopicName topic, LogSettings settings, int partitions) {
        Map<String, String> configs = new HashMap<>();
        configs.put(
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                Short.toString(settings.layout().minInSync()));
        configs.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGEST_RECORD);
        // The time in the events is ours and may be virtual; retention goes by the broker's clock.
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        configs.putAll(
                switch (topic) {
                    case NODE_EVENTS, CLAIMS -> decided(settings);
                    case SIGNALS -> observed(settings);
                    case BOOT_PLANS, DOCUMENTS -> compacted();
                    case SNAPSHOTS -> snapshots();
                });
        return new NewTopic(topic.in(settings), partitions, settings.layout().replicationFactor()).configs(configs);
    }

    private static Map<String, String> decided(LogSettings settings) {
        Map<String, String> configs = new HashMap<>();
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        configs.put(TopicConfig.RETENTION_MS_CONFIG, FOR_EVER);
        configs.put(TopicConfig.RETENTION_BYTES_CONFIG, FOR_EVER);
        if (settings.layout().flushEach()) {
            configs.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
        }
        return configs;
    }

    private static Map<String, String> observed(LogSettings settings) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(settings.layout().signalRetention().toMillis()),
                TopicConfig.RETENTION_BYTES_CONFIG,
                FOR_EVER);
    }

    /** A round that was broken off must not cost the snapshots that the last checkpoint vouches for. */
    private static Map<String, String> snapshots() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.SEGMENT_BYTES_CONFIG,
                Integer.toString(SNAPSHOT_SEGMENT),
                TopicConfig.SEGMENT_MS_CONFIG,
                Long.toString(SNAPSHOT_LAG.toMillis()),
                TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                Long.toString(SNAPSHOT_LAG.toMillis()));
    }

    private static Map<String, String> compacted() {
        String lag = Long.toString(ERASED_WITHIN.toMillis());
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.SEGMENT_MS_CONFIG,
                lag,
                TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                lag);
    }
}
