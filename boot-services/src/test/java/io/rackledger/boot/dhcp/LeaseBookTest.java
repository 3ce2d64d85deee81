package io.rackledger.boot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.identity.MacAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leases in memory and on disk. */
final class LeaseBookTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Subnet WIDE =
            Subnet.parse("10.0.0.0/16:10.0.1.0-10.0.250.255", List.of(), Duration.ofHours(1));

    @TempDir
    Path directory;

    @Test
    void givesEachMachineOfAFullNetworkItsOwnAddressOverThreeRounds() {
        LeaseBook book = new LeaseBook(List.of(WIDE), Set.of());
        Set<Ipv4> given = new HashSet<>();
        Instant now = START;
        for (int i = 0; i < 64_000; i++) {
            given.add(lease(book, i, now));
        }
        assertThat(given).hasSize(64_000);
        assertThat(book.free(WIDE, now)).isEmpty();
        now = now.plus(Duration.ofHours(2));
        for (int i = 100_000; i < 164_000; i++) {
            given.remove(lease(book, i, now));
        }
        assertThat(given).as("each went to a new machine once").isEmpty();
        assertThat(book.size()).isEqualTo(64_000);
    }

    @Test
    void isTheSameAfterARestartAndLeavesOutALineThatWasCutOff() throws Exception {
        Path file = directory.resolve("state").resolve("leases");
        LeaseBook book = new LeaseBook(List.of(WIDE), Set.of());
        try (LeaseFile written = LeaseFile.open(file)) {
            for (int i = 0; i < 30; i++) {
                lease(book, i % 10, START.plusSeconds(i));
                written.put(book.of(mac(i % 10)).orElseThrow(), book.all()).join();
            }
        }
        Files.writeString(file, "52:54:00:00:0", StandardOpenOption.APPEND);
        assertThat(LeaseFile.read(file)).containsExactlyInAnyOrderElementsOf(book.all());
        try (LeaseFile again = LeaseFile.open(file)) {
            again.compact(book.all()).join();
        }
        assertThat(Files.readAllLines(file)).hasSize(10);
        assertThat(LeaseFile.read(file)).containsExactlyInAnyOrderElementsOf(book.all());
    }

    private static Ipv4 lease(LeaseBook book, int machine, Instant now) {
        Ipv4 address = book.of(mac(machine))
                .map(Lease::address)
                .or(() -> book.free(WIDE, now))
                .orElseThrow();
        book.apply(new LeaseChange.Put(new Lease(mac(machine), address, now.plus(WIDE.lease()), true)));
        return address;
    }

    private static MacAddress mac(int number) {
        return MacAddress.parse(
                "52:54:00:%02x:%02x:%02x".formatted(number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff));
    }
}
