package io.rackledger.e2e.bench;

import io.rackledger.boot.token.TokenKey;
import io.rackledger.core.boot.BootStage;
import io.rackledger.e2e.bootload.LogHost;
import io.rackledger.e2e.bootload.OwnServices;
import io.rackledger.e2e.bootload.Peers;
import io.rackledger.e2e.bootload.Program;
import io.rackledger.e2e.bootload.Wire;
import io.rackledger.e2e.bootload.Wrk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files by HTTP: ours beside nginx, asked by wrk; each download of ours leaves its signal in the log. */
@Tag("bench")
final class HttpBootBenchTest {
    private static final int SECONDS = 3;
    /** Rounds of the same load before ours is measured, whose compiler comes to rest meanwhile. */
    private static final int WARM_UPS = 8;

    private static final int NGINX_PORT = 8480;
    private static final double SHARE = 0.9;

    @TempDir
    Path folder;

    /** @param bytes whether the figure is bytes a second, else requests a second */
    private record Load(String id, String file, int clients, boolean bytes, String words) {}

    private static final List<Load> LOADS = List.of(
            new Load("64m-8", "big.bin", 8, true, "64 MiB by HTTP, 8 clients"),
            new Load("1m-16", "small.bin", 16, true, "1 MiB by HTTP, 16 clients"),
            new Load("tiny-64", "tiny.txt", 64, false, "5 bytes by HTTP, 64 clients"));

    @Test
    void servesBesideNginx() throws Exception {
        Wire.need("nginx", "wrk");
        Path files = files();
        List<PeerRounds> nginx = new ArrayList<>();
        try (Wire wire = new Wire();
                Figures figures = Figures.of(HttpBootBenchTest.class)) {
            try (Program server = new Peers(wire, folder).nginx(files, NGINX_PORT)) {
                for (Load load : LOADS) {
                    String url = "http://" + Wire.SERVER + ":" + NGINX_PORT + "/" + load.file();
                    nginx.add(measure(wire, server, "nginx", load, url));
                }
            }
            try (OwnServices own = OwnServices.start(wire, folder.resolve("own"), files, 1, 1)) {
                String token = TokenKey.of(own.data().resolve("boot"))
                        .tokenFor(LogHost.attempt(0), BootStage.EPHEMERAL)
                        .value();
                for (Load load : LOADS) {
                    String url = "http://" + Wire.SERVER + ":" + OwnServices.HTTP_PORT + "/files/" + load.file() + "?t="
                            + token;
                    for (int i = 1; i < WARM_UPS; i++) {
                        run(wire, load, url);
                    }
                    PeerRounds ours = measure(wire, own.engine(), "rackledger", load, url);
                    row(load, ours, nginx.get(LOADS.indexOf(load)), figures);
                }
            }
        }
    }

    private PeerRounds measure(Wire wire, Program server, String name, Load load, String url)
            throws IOException, InterruptedException {
        PeerRounds rounds =
                new PeerRounds(name, load.bytes() ? "MB/s" : "requests/s", load.bytes() ? "GB" : "1000 requests");
        run(wire, load, url);
        for (int i = 0; i < PeerRounds.ROUNDS; i++) {
            rounds.measure(server, () -> run(wire, load, url));
        }
        return rounds;
    }

    private PeerRounds.Round run(Wire wire, Load load, String url) throws IOException, InterruptedException {
        Wrk.Result result = Wrk.run(wire, folder.resolve("wrk.out"), url, load.clients(), SECONDS);
        if (result.failed() > 0) {
            throw new IllegalStateException(result.failed() + " requests were refused");
        }
        String words = String.format(Locale.ROOT, "p99 %.1f ms", result.p99Millis());
        return load.bytes()
                ? new PeerRounds.Round(result.megabytesPerSecond(), result.bytes() / 1e9, words)
                : new PeerRounds.Round(result.requestsPerSecond(), result.requestsPerSecond() * SECONDS / 1000, words);
    }

    private static void row(Load load, PeerRounds own, PeerRounds nginx, Figures figures) {
        String how = "wrk on one thread over keep-alive connections, medians of " + PeerRounds.ROUNDS + " rounds of "
                + SECONDS + " s after one of nginx and " + WARM_UPS + " of ours. " + nginx + "; " + own + ".";
        figures.add(Figure.of(load.id(), load.words(), load.bytes() ? "MB/s" : "requests/s", own.rates())
                .beside(nginx.name(), nginx.rates().median())
                .aimingAtLeast(SHARE * nginx.rates().median())
                .because(
                        load.bytes()
                                ? "Both send by sendfile; ours writes a signal for each download, which nginx does not."
                                : "Each request of ours is a signal in the log, with its digest and its machine; nginx keeps nothing, not even a line of its access log.")
                .measuredBy(how));
        figures.add(Figure.of(
                        load.id() + "-cpu",
                        "the same, the server's processor time",
                        load.bytes() ? "CPU-s/GB" : "CPU-s/1000",
                        own.costs())
                .beside(nginx.name(), nginx.costs().median())
                .measuredBy(how));
    }

    private Path files() throws IOException {
        Path files = Files.createDirectories(folder.resolve("root"));
        byte[] bytes = new byte[64 << 20];
        new Random(8).nextBytes(bytes);
        Files.write(files.resolve("big.bin"), bytes);
        Files.write(files.resolve("small.bin"), Arrays.copyOf(bytes, 1 << 20));
        Files.write(files.resolve("tiny.txt"), Arrays.copyOf(bytes, 5));
        return files;
    }
}
