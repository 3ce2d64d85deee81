package io.rackledger.boot.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Places of downloads, overall and of a rack. */
final class DownloadGateTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static DownloadGate gate(int overall, int ofRack, int queue, Duration patience) {
        return new DownloadGate(
                AdmissionLimits.DEFAULT.withDownloads(overall, ofRack, 24).withWaiting(queue, patience, patience));
    }

    private static InetSocketAddress machine(int rack, int number) {
        return new InetSocketAddress("10.0." + rack + "." + number, 1000 + number);
    }

    private static CompletableFuture<Optional<DownloadGate.Place>> waiting(
            DownloadGate gate, InetSocketAddress machine) {
        int before = gate.waiting();
        CompletableFuture<Optional<DownloadGate.Place>> place = CompletableFuture.supplyAsync(
                () -> gate.enter(machine),
                task -> Executors.defaultThreadFactory().newThread(task).start());
        Awaitility.await().until(() -> gate.waiting() == before + 1 || place.isDone());
        return place;
    }

    @Test
    void letsOnlySoManyInOverallAndOfOneRack() {
        DownloadGate gate = gate(3, 2, 100, Duration.ofMillis(1));
        List<DownloadGate.Place> places = new ArrayList<>();
        gate.enter(machine(1, 1)).ifPresent(places::add);
        gate.enter(machine(1, 2)).ifPresent(places::add);
        assertThat(gate.enter(machine(1, 3))).as("the rack has its two").isEmpty();
        gate.enter(machine(2, 1)).ifPresent(places::add);
        assertThat(gate.enter(machine(3, 1))).as("there are three").isEmpty();
        assertThat(places).hasSize(3);
        assertThat(gate.refused()).isEqualTo(2);

        places.getFirst().close();
        places.getFirst().close();
        assertThat(gate.open()).isEqualTo(2);
        assertThat(gate.enter(machine(3, 1))).isPresent();
        assertThat(gate.enter(machine(1, 3))).isEmpty();
    }

    /** Rack 1 asked first and with more machines; rack 2 gets every other place. */
    @Test
    void givesPlacesToTheRacksInTurn() throws Exception {
        DownloadGate gate = gate(1, 1, 100, LONG);
        DownloadGate.Place first = gate.enter(machine(1, 1)).orElseThrow();
        List<CompletableFuture<Optional<DownloadGate.Place>>> queue = new ArrayList<>();
        for (int number = 2; number <= 4; number++) {
            queue.add(waiting(gate, machine(1, number)));
        }
        queue.add(waiting(gate, machine(2, 1)));
        queue.add(waiting(gate, machine(2, 2)));
        assertThat(gate.waiting()).isEqualTo(5);

        first.close();
        for (int next : List.of(0, 3, 1, 4, 2)) {
            queue.get(next).get(10, TimeUnit.SECONDS).orElseThrow().close();
        }
        assertThat(gate.open()).isZero();
        assertThat(gate.peak()).isEqualTo(1);
    }

    @Test
    void turnsAwayAtOnceWhenTheQueueIsFull() {
        DownloadGate gate = gate(1, 1, 1, LONG);
        DownloadGate.Place first = gate.enter(machine(1, 1)).orElseThrow();
        CompletableFuture<Optional<DownloadGate.Place>> second = waiting(gate, machine(1, 2));

        assertThat(gate.enter(machine(1, 3))).isEmpty();
        first.close();
        assertThat(second.join()).isPresent();
    }

    @Test
    void knowsARackByItsNetwork() {
        Racks racks = new Racks(23);

        assertThat(racks.of(machine(2, 9))).isEqualTo(racks.of(machine(3, 200))).isNotEqualTo(racks.of(machine(4, 9)));
        assertThat(racks.of(new InetSocketAddress("2001:db8:1:2::9", 1)))
                .isEqualTo(racks.of(new InetSocketAddress("2001:db8:1:2:ffff::1", 2)))
                .isNotEqualTo(racks.of(new InetSocketAddress("2001:db8:1:3::9", 1)));
    }
}
