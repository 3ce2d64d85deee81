package io.rackledger.eventlog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.SharedFeedReader;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

final class MemberSilenceTest {
    private static final String LIMIT = "group.min.session.timeout.ms";

    @Test
    void isAsShortAsWantedOnOurOwnBroker() {
        try (Admin admin = new Clients(TestBroker.freshSettings()).admin()) {
            assertThat(MemberSilence.allowed(admin)).isEqualTo(SharedFeedReader.SILENCE);
        }
    }

    @Test
    void isAsLongAsTheStrictestBrokerInsists() {
        Stream<ConfigEntry> limits = Stream.of(new ConfigEntry(LIMIT, "2000"), new ConfigEntry(LIMIT, "9000"));
        assertThat(MemberSilence.longest(limits)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void isKafkasUsualWhereNoBrokerTellsItsLimit() {
        assertThat(MemberSilence.longest(Stream.of())).isEqualTo(MemberSilence.USUAL);
    }
}
