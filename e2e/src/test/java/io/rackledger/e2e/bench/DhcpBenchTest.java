package io.rackledger.e2e.bench;

import io.rackledger.e2e.bootload.OwnServices;
import io.rackledger.e2e.bootload.Peers;
import io.rackledger.e2e.bootload.PerfDhcp;
import io.rackledger.e2e.bootload.Program;
import io.rackledger.e2e.bootload.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole DHCP exchanges by perfdhcp: ours, on Kafka and on the spool, beside dnsmasq and Kea. */
@Tag("bench")
final class DhcpBenchTest {
    private static final int SECONDS = 2;
    private static final int NODES = 15_000;
    private static final int MACS = 16;
    /** Machines of a run among whom perfdhcp draws. */
    private static final int SLICE = 20_000;

    /** Runs at a high rate before ours is measured, whose compiler comes to rest meanwhile. */
    private static final int WARM_UPS = 12;

    private static final List<Integer> FAST = List.of(4000, 8000, 12_000);
    private static final List<Integer> SLOW = List.of(300, 1000);

    @TempDir
    Path folder;

    /** The machines before it are those of the warm-up. */
    private long nextMac = SLICE;

    @Test
    void givesAddressesToMachinesNeverSeen() throws Exception {
        measure("new", "never seen", false);
    }

    @Test
    void givesAddressesToMachinesThatHaveOne() throws Exception {
        measure("known", "that have one", true);
    }

    private void measure(String id, String whom, boolean known) throws Exception {
        Wire.need("dnsmasq", "kea-dhcp4", "perfdhcp");
        Files.createDirectories(folder.resolve("root"));
        try (Wire wire = new Wire();
                Figures figures = Figures.of(DhcpBenchTest.class)) {
            Peers peers = new Peers(wire, folder);
            PeerRounds dnsmasq = peer("dnsmasq");
            try (Program server = peers.dnsmasqDhcp()) {
                load(wire, server, dnsmasq, known ? FAST : SLOW, known);
            }
            PeerRounds kea = peer("Kea");
            try (Program server = peers.kea()) {
                load(wire, server, kea, FAST, known);
            }
            PeerRounds spool = peer("ours on the spool");
            PeerRounds kafka = peer("ours on Kafka");
            try (OwnServices own = OwnServices.start(
                    wire, folder.resolve("own"), folder.resolve("root"), known ? SLICE / MACS : NODES, MACS)) {
                warmUp(wire);
                double broker = own.log().cpuSeconds();
                load(wire, own.engine(), kafka, FAST, known);
                broker = own.log().cpuSeconds() - broker;
                own.log().kill();
                warmUp(wire);
                load(wire, own.engine(), spool, FAST, known);
                row(
                        id,
                        whom,
                        kafka,
                        kea,
                        dnsmasq,
                        String.format(Locale.ROOT, " The broker took %.1f CPU-s more.", broker),
                        figures);
                row(id + "-spool", whom + ", while Kafka is away", spool, kea, dnsmasq, "", figures);
            }
        }
    }

    /** A server to whom no machine is known yet. */
    private PeerRounds peer(String name) {
        nextMac = SLICE;
        return new PeerRounds(name, "exchanges/s", "1000 exchanges");
    }

    /** By machines that have an address after the first of these runs. */
    private void warmUp(Wire wire) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UPS; i++) {
            run(wire, FAST.get(1), true);
        }
    }

    /** Each round asks for several rates, and the best that came to its end counts. */
    private void load(Wire wire, Program server, PeerRounds rounds, List<Integer> rates, boolean known)
            throws IOException, InterruptedException {
        run(wire, rates.getFirst(), known);
        for (int i = 0; i < PeerRounds.ROUNDS; i++) {
            rounds.measure(server, () -> best(wire, rates, known));
        }
    }

    private PeerRounds.Round best(Wire wire, List<Integer> rates, boolean known)
            throws IOException, InterruptedException {
        double best = 0;
        double done = 0;
        StringBuilder words = new StringBuilder();
        for (int rate : rates) {
            PerfDhcp.Result result = run(wire, rate, known);
            best = Math.max(best, result.rate());
            done += result.rate() * SECONDS;
            words.append(String.format(
                    Locale.ROOT,
                    "of %d/s asked %.0f/s, %.1f %% lost, offer %.1f ms, ack %.1f ms; ",
                    rate,
                    result.rate(),
                    100 * result.lost(),
                    result.offerMillis(),
                    result.ackMillis()));
        }
        return new PeerRounds.Round(best, done / 1000, words.toString());
    }

    private PerfDhcp.Result run(Wire wire, int rate, boolean known) throws IOException, InterruptedException {
        long first = known ? 0 : nextMac;
        nextMac += known ? 0 : SLICE / 2;
        return PerfDhcp.run(wire, folder.resolve("perfdhcp.out"), rate, SECONDS, first, SLICE);
    }

    private static void row(
            String id, String whom, PeerRounds own, PeerRounds kea, PeerRounds dnsmasq, String more, Figures figures) {
        String how = "perfdhcp asks as a relay with the options of UEFI firmware, DISCOVER to ACK, " + SECONDS
                + " s each at several rates; the best that came to its end counts, medians of " + PeerRounds.ROUNDS
                + " rounds after one run of each peer and " + (WARM_UPS + 1) + " of ours. " + kea + "; " + dnsmasq
                + "; " + own + "." + more;
        figures.add(Figure.of(id, "DHCP exchanges with machines " + whom, "exchanges/s", own.rates())
                .beside(kea.name(), kea.rates().median())
                .aimingAtLeast(kea.rates().median())
                .because(
                        "Ours writes two signals for each exchange, and confirms an address only when they are durable and its lease is"
                                + " on the disk, many with one sync; Kea writes a line to a file that it does not sync.")
                .measuredBy(how));
        figures.add(Figure.of(id + "-cpu", "the same, the server's processor time", "CPU-s/1000", own.costs())
                .beside(kea.name(), kea.costs().median())
                .because("The signals cost what the leases of Kea do not: two records, encoded, compressed and sent.")
                .measuredBy(how));
    }
}
