package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.SharedFeedReader;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long a member of a group may be silent before others get its share: what we want, or more where a broker insists on it. */
final class MemberSilence {
    /** What a broker insists on that was not told otherwise: {@code group.min.session.timeout.ms} of Kafka. */
    static final Duration USUAL = Duration.ofSeconds(6);

    private static final Logger LOG = LoggerFactory.getLogger(MemberSilence.class);
    private static final String LIMIT = "group.min.session.timeout.ms";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private MemberSilence() {}

    /** Asks the brokers; Kafka's usual limit where they do not tell. */
    static Duration allowed(Admin admin) {
        try {
            Collection<Node> brokers = admin.describeCluster().nodes().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            List<ConfigResource> wanted = brokers.stream()
                    .map(broker -> new ConfigResource(ConfigResource.Type.BROKER, broker.idString()))
                    .toList();
            Collection<Config> told = admin.describeConfigs(wanted)
                    .all()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .values();
            return longest(told.stream().flatMap(config -> Stream.ofNullable(config.get(LIMIT))));
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("the brokers do not tell {}, {} is taken: {}", LIMIT, USUAL, e.toString());
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    static Duration longest(Stream<ConfigEntry> limits) {
        return limits.map(limit -> Duration.ofMillis(Long.parseLong(limit.value())))
                .max(Duration::compareTo)
                .map(limit -> limit.compareTo(SharedFeedReader.SILENCE) > 0 ? limit : SharedFeedReader.SILENCE)
                .orElse(USUAL);
    }
}
