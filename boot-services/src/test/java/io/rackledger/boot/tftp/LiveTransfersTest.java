package io.rackledger.boot.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.boot.tftp.LiveTransfers.Place;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who gets a place when there are too many. */
final class LiveTransfersTest {
    private final LiveTransfers live = new LiveTransfers(TftpLimits.DEFAULT.withTransfers(3, 2));

    @Test
    void letsTheOldestGiveWayThatHasConfirmedNothing() {
        Live real = granted("10.0.0.1", 1);
        live.proven(real);
        Live flood = granted("10.0.0.2", 2);
        granted("10.0.0.3", 3);

        assertThat(claim("10.0.0.4", 4))
                .isInstanceOfSatisfying(
                        Place.Granted.class,
                        place -> assertThat(place.evicted()).isEqualTo(Optional.of(flood)));
        assertThat(live.all()).contains(real).doesNotContain(flood).hasSize(3);
    }

    @Test
    void refusesWhereAllHaveConfirmedSomething() {
        for (int i = 1; i <= 3; i++) {
            live.proven(granted("10.0.0." + i, i));
        }
        assertThat(claim("10.0.0.9", 9)).isEqualTo(new Place.Refused());
        assertThat(live.refused()).isEqualTo(1);
        live.over(live.all().getFirst());
        assertThat(claim("10.0.0.9", 9)).isInstanceOf(Place.Granted.class);
    }

    @Test
    void refusesMoreOfOneAddress() {
        granted("10.0.0.1", 1);
        Live second = granted("10.0.0.1", 2);
        assertThat(claim("10.0.0.1", 3)).isEqualTo(new Place.Refused());
        live.over(second);
        live.over(second);
        granted("10.0.0.1", 4);
        assertThat(claim("10.0.0.1", 5)).isEqualTo(new Place.Refused());
    }

    @Test
    void takesARepeatedRequestForTheSame() {
        Live first = granted("10.0.0.1", 1);
        assertThat(claim("10.0.0.1", 1)).isEqualTo(new Place.Again(first));
        assertThat(live.claim(new InetSocketAddress("10.0.0.1", 1), request("other")))
                .as("the machine has begun anew from the same port")
                .isInstanceOfSatisfying(
                        Place.Granted.class,
                        place -> assertThat(place.evicted()).contains(first));
    }

    private Live granted(String address, int port) {
        return ((Place.Granted) claim(address, port)).mine();
    }

    private Place claim(String address, int port) {
        return live.claim(new InetSocketAddress(address, port), request("loader"));
    }

    private static TftpPacket.ReadRequest request(String name) {
        return new TftpPacket.ReadRequest(name, "octet", Map.of());
    }
}
