package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.boot.http.HttpLimits;
import io.rackledger.boot.report.StrangerLimits;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Link;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.ArtifactServed;
import io.rackledger.core.signal.SignalBody.BootScriptServed;
import io.rackledger.core.signal.SignalBody.DownloadStalled;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far downloads come, and files by their digest. */
final class DownloadProgressTest {
    private static final int SIZE = 40_000_000;

    @TempDir
    Path directory;

    private Rack rack;

    @BeforeEach
    void start() throws IOException {
        rack = new Rack(
                directory,
                settings -> settings.withLimits(
                        HttpLimits.DEFAULT.withQuiet(Duration.ofMillis(300)), StrangerLimits.DEFAULT));
        Files.write(rack.files.resolve("vmlinuz"), new byte[SIZE]);
        rack.planInspection();
    }

    @AfterEach
    void stop() {
        rack.close();
    }

    @Test
    void tellsWhereADownloadStandsStillOnceAndThatItCameThroughAfterAll() {
        try (RawHttp raw = new RawHttp(rack.services.port())) {
            raw.send("GET /files/vmlinuz?t=" + rack.ephemeralToken() + " HTTP/1.1\r\nHost: x\r\n\r\n");
            raw.readUntil("\r\n\r\n");
            raw.skip(SIZE / 2);
            Waiting.until(() -> !rack.signals.of(DownloadStalled.class).isEmpty());
            Signal told = rack.signals.of(DownloadStalled.class).getFirst();
            DownloadStalled stalled = (DownloadStalled) told.body();
            assertThat(told.subject()).isEqualTo(Rack.subject(Rack.ATTEMPT, BootStage.EPHEMERAL));
            assertThat(stalled.link()).isEqualTo(Link.KERNEL);
            assertThat(stalled.size()).isEqualTo(SIZE);
            assertThat(stalled.sent()).isBetween((long) SIZE / 2, SIZE - 1L);
            assertThat(stalled.since()).isBefore(told.seenAt());
            raw.skip(SIZE - SIZE / 2);
        }
        Waiting.until(() -> !rack.signals.of(ArtifactServed.class).isEmpty());

        assertThat(rack.signals.of(DownloadStalled.class)).hasSize(1);
        assertThat(((ArtifactServed)
                                rack.signals.of(ArtifactServed.class).getFirst().body())
                        .complete())
                .isTrue();
    }

    /** Back-pressure: what a machine does not take is not read from the disk, and its next request waits. */
    @Test
    void looksAtNoFurtherRequestOfAMachineThatDoesNotTakeItsAnswer() {
        try (RawHttp raw = new RawHttp(rack.services.port())) {
            raw.send("GET /files/vmlinuz HTTP/1.1\r\nHost: x\r\n\r\n");
            raw.send("GET /boot/" + Rack.MAC + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            Waiting.until(() -> !rack.signals.of(DownloadStalled.class).isEmpty());

            assertThat(rack.signals.of(BootScriptServed.class)).isEmpty();
            raw.readUntil("\r\n\r\n");
            raw.skip(SIZE);
            assertThat(raw.readAll()).startsWith("HTTP/1.1 200 ").contains("#!ipxe");
        }
        assertThat(rack.signals.of(BootScriptServed.class)).hasSize(1);
    }

    @Test
    void tellsOfARangeHowFarTheRangeCame() {
        try (RawHttp raw = new RawHttp(rack.services.port())) {
            raw.send("GET /files/vmlinuz HTTP/1.1\r\nHost: x\r\nRange: bytes=1000-30000999\r\n\r\n");
            raw.readUntil("\r\n\r\n");
            Waiting.until(() -> !rack.signals.of(DownloadStalled.class).isEmpty());
        }
        DownloadStalled told = (DownloadStalled)
                rack.signals.of(DownloadStalled.class).getFirst().body();

        assertThat(told.size()).isEqualTo(30_000_000);
        assertThat(told.sent()).isLessThan(30_000_000);
    }

    @Test
    void servesAFileByItsDigestWhateverItsName() throws IOException {
        byte[] content = "the one that is meant".getBytes();
        Files.write(rack.files.resolve("some.img"), content);
        String hex = Digest.of(content).value().substring("sha256:".length());
        HttpResponse<String> found = rack.get("/files/sha256/" + hex, "Range", "bytes=4-6");

        assertThat(found.statusCode()).isEqualTo(206);
        assertThat(found.body()).isEqualTo("one");
        assertThat(rack.send("HEAD", "/files/sha256/" + hex).headers().firstValue("content-length"))
                .contains("21");
        Files.writeString(rack.files.resolve("some.img"), "something else now");
        assertThat(rack.get("/files/sha256/" + hex).statusCode()).isEqualTo(404);
        assertThat(rack.get("/files/sha256/" + hex.substring(1)).statusCode()).isEqualTo(404);
        assertThat(rack.get("/files/sha256/..%2f..%2fetc%2fpasswd").statusCode())
                .isEqualTo(404);
    }
}
