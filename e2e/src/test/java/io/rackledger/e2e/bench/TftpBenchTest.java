package io.rackledger.e2e.bench;

import io.rackledger.e2e.bootload.OwnServices;
import io.rackledger.e2e.bootload.Peers;
import io.rackledger.e2e.bootload.Program;
import io.rackledger.e2e.bootload.TftpLoad;
import io.rackledger.e2e.bootload.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files by TFTP: ours beside dnsmasq, tftpd-hpa and atftpd, one after the other over the same wire. */
@Tag("bench")
final class TftpBenchTest {
    private static final double SECONDS = 2.5;
    /** Rounds of the same load before ours is measured. */
    private static final int WARM_UPS = 2;
    /** Rounds of many short transfers before all that is measured of ours: so long its compiler takes to come to rest. */
    private static final int FIRST_WARM_UPS = 20;

    private static final int MOST_WARM_UPS = 8;
    private static final int BLOCK = 1468;
    private static final int SMALL = 1 << 20;
    private static final int BIG = 64 << 20;

    @TempDir
    Path folder;

    private record Load(String id, String file, int clients, int window) {
        String words() {
            return (file.equals("small.bin") ? "1 MiB" : "64 MiB") + " by TFTP, " + clients
                    + (clients == 1 ? " client, " : " clients, ")
                    + (window == 1 ? "lock-step" : "window of " + window);
        }

        String why() {
            String shared = "The load shares both cores with the server, and one thread of it asks.";
            return window > 1
                    ? shared
                    : shared
                            + " Each block costs the server three system calls (epoll_pwait2, recvfrom and sendto, counted"
                            + " by strace); what Java does between them comes on top.";
        }
    }

    private static final List<Load> LOCK_STEP = List.of(
            new Load("1m-1", "small.bin", 1, 1),
            new Load("1m-32", "small.bin", 32, 1),
            new Load("64m-1", "big.bin", 1, 1),
            new Load("64m-32", "big.bin", 32, 1));

    private static final List<Load> WINDOWED = List.of(
            new Load("1m-1-window", "small.bin", 1, 16),
            new Load("1m-32-window", "small.bin", 32, 16),
            new Load("64m-1-window", "big.bin", 1, 16),
            new Load("64m-32-window", "big.bin", 32, 16));

    @Test
    void servesInLockStepBesideDnsmasqAndTftpdHpa() throws Exception {
        measure(LOCK_STEP, "dnsmasq", "tftpd-hpa");
    }

    @Test
    void servesWindowsBesideAtftpd() throws Exception {
        measure(WINDOWED, "atftpd");
    }

    private void measure(List<Load> loads, String... peers) throws Exception {
        Wire.need("dnsmasq", "in.tftpd", "atftpd");
        Path files = files();
        Map<String, Map<Load, PeerRounds>> rounds = new LinkedHashMap<>();
        try (Wire wire = new Wire();
                Figures figures = Figures.of(TftpBenchTest.class)) {
            for (String peer : peers) {
                try (Program server = start(new Peers(wire, folder), peer, files)) {
                    rounds.put(peer, load(wire, loads, peer, server, false));
                }
            }
            try (OwnServices own = OwnServices.start(wire, folder.resolve("own"), files, 1, 1)) {
                for (int i = 0; i < FIRST_WARM_UPS; i++) {
                    run(wire, loads.get(1));
                }
                rounds.put("rackledger", load(wire, loads, "rackledger", own.engine(), true));
            }
            for (Load each : loads) {
                rows(each, rounds, figures);
            }
        }
    }

    private static Program start(Peers peers, String name, Path files) throws Exception {
        return switch (name) {
            case "dnsmasq" -> peers.dnsmasqTftp(files);
            case "tftpd-hpa" -> peers.tftpdHpa(files);
            case "atftpd" -> peers.atftpd(files);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Path files() throws Exception {
        Path files = Files.createDirectories(folder.resolve("root"));
        byte[] bytes = new byte[BIG];
        new Random(4).nextBytes(bytes);
        Files.write(files.resolve("big.bin"), bytes);
        Files.write(files.resolve("small.bin"), Arrays.copyOf(bytes, SMALL));
        return files;
    }

    /** @param compiles whether its compiler has to come to rest first */
    private Map<Load, PeerRounds> load(Wire wire, List<Load> loads, String name, Program server, boolean compiles)
            throws IOException, InterruptedException {
        Map<Load, PeerRounds> all = new LinkedHashMap<>();
        for (Load load : loads) {
            warmUp(wire, load, compiles ? WARM_UPS : 1);
            PeerRounds rounds = new PeerRounds(name, "MB/s", "GB");
            for (int i = 0; i < PeerRounds.ROUNDS; i++) {
                rounds.measure(server, () -> run(wire, load));
            }
            all.put(load, rounds);
        }
        return all;
    }

    /** At least so many rounds, and more until bytes flow: ours reads a file once for its digest before it serves it. */
    private void warmUp(Wire wire, Load load, int least) throws IOException, InterruptedException {
        for (int i = 0; i < MOST_WARM_UPS; i++) {
            PeerRounds.Round round = run(wire, load);
            if (i >= least - 1 && round.done() > 0) {
                return;
            }
        }
        throw new IOException("no byte of " + load.words() + " came in " + MOST_WARM_UPS + " rounds");
    }

    private PeerRounds.Round run(Wire wire, Load load) throws IOException, InterruptedException {
        TftpLoad.Result result = TftpLoad.run(
                wire, folder.resolve("load.out"), load.file(), load.clients(), SECONDS, BLOCK, load.window());
        String words = String.format(
                Locale.ROOT,
                "%.1f whole files/s, %d sent again, granted %s",
                result.filesPerSecond(),
                result.resent(),
                result.granted());
        return new PeerRounds.Round(result.megabytesPerSecond(), result.bytes() / 1e9, words);
    }

    private static void rows(Load load, Map<String, Map<Load, PeerRounds>> all, Figures figures) {
        List<PeerRounds> rounds =
                all.values().stream().map(each -> each.get(load)).toList();
        PeerRounds own = rounds.getLast();
        List<PeerRounds> peers = rounds.subList(0, rounds.size() - 1);
        String how = "Blocks of " + BLOCK + " bytes over a veth pair between two namespaces, medians of "
                + PeerRounds.ROUNDS + " rounds of " + SECONDS + " s after one of each peer and " + WARM_UPS
                + " of ours, which had served small files to 32 clients for " + FIRST_WARM_UPS * SECONDS
                + " s before: "
                + rounds.stream().map(PeerRounds::toString).collect(Collectors.joining("; ")) + ".";
        PeerRounds best = Collections.max(
                peers, Comparator.comparingDouble(each -> each.rates().median()));
        figures.add(Figure.of(load.id(), load.words(), "MB/s", own.rates())
                .beside(best.name(), best.rates().median())
                .aimingAtLeast(best.rates().median())
                .because(load.why())
                .measuredBy(how));
        if (load.file().equals("small.bin")) {
            files(load, own, best, how, figures);
        }
        PeerRounds thriftiest = Collections.min(
                peers, Comparator.comparingDouble(each -> each.costs().median()));
        figures.add(Figure.of(load.id() + "-cpu", "the same, the server's processor time", "CPU-s/GB", own.costs())
                .beside(thriftiest.name(), thriftiest.costs().median())
                .aimingAtMost(thriftiest.costs().median())
                .because("The kernel's share of a datagram is in it, that of the receiving side of the wire too.")
                .measuredBy(how));
    }

    /** A file is a MiB, so one rate follows from the other. */
    private static void files(Load load, PeerRounds own, PeerRounds best, String how, Figures figures) {
        Spread bytes = own.rates();
        double each = SMALL / 1e6;
        double peer = best.rates().median() / each;
        figures.add(Figure.of(
                        load.id() + "-files",
                        load.words() + ", files",
                        "files/s",
                        new Spread(
                                bytes.median() / each, bytes.lowest() / each, bytes.highest() / each, bytes.rounds()))
                .beside(best.name(), peer)
                .aimingAtLeast(peer)
                .because(load.why())
                .measuredBy(how));
    }
}
