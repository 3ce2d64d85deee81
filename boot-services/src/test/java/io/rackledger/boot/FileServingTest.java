package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Link;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernel, initrd and images. */
final class FileServingTest {
    private static final int SIZE = Rack.KERNEL.length;

    @TempDir
    Path directory;

    private Rack rack;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(directory.resolve("canary"), "canary secret");
        rack = new Rack(directory);
        Files.writeString(rack.files.resolve(".hidden"), "canary hidden");
        Files.createDirectories(rack.files.resolve("sub"));
        Files.writeString(rack.files.resolve("sub/inner"), "canary inner");
    }

    @AfterEach
    void stop() {
        rack.close();
    }

    private SignalBody.ArtifactServed served() {
        Waiting.until(() -> !rack.signals.of(SignalBody.ArtifactServed.class).isEmpty());
        Signal signal = rack.signals.of(SignalBody.ArtifactServed.class).getLast();
        return (SignalBody.ArtifactServed) signal.body();
    }

    @Test
    void tellsTheDigestInHeadersAndSignal() {
        HttpResponse<String> kernel = rack.get("/files/vmlinuz");
        Digest digest = Digest.of(Rack.KERNEL);
        String base64 = Base64.getEncoder()
                .encodeToString(HexFormat.of().parseHex(digest.value().substring(7)));

        assertThat(kernel.headers().firstValue("repr-digest")).contains("sha-256=:" + base64 + ":");
        assertThat(kernel.headers().firstValue("digest")).contains("sha-256=" + base64);
        assertThat(served()).isEqualTo(new SignalBody.ArtifactServed(Link.KERNEL, "vmlinuz", digest, SIZE, true));
    }

    @ParameterizedTest
    @CsvSource({"vmlinuz, KERNEL", "initrd.img, INITRD", "debian-12.raw, IMAGE"})
    void namesTheLinkOfEachFile(String name, Link link) {
        rack.get("/files/" + name);

        assertThat(served().link()).isEqualTo(link);
    }

    @ParameterizedTest(name = "{0} -> {1} {2}-{3}")
    @CsvSource({
        "bytes=0-0, 206, 0, 0",
        "bytes=100-199, 206, 100, 199",
        "bytes=12990-, 206, 12990, 12999",
        "bytes=-5, 206, 12995, 12999",
        "bytes=-99999, 206, 0, 12999",
        "bytes=0-99999, 206, 0, 12999",
        "bytes=13000-, 416, 0, 0",
        "bytes=-0, 416, 0, 0",
        "'bytes=0-1,3-4', 200, 0, 12999",
        "bytes=5-2, 200, 0, 12999",
        "bytes=-, 200, 0, 12999",
        "bytes=a-b, 200, 0, 12999",
        "chunks=0-1, 200, 0, 12999",
        "bytes=99999999999999999999-, 200, 0, 12999",
    })
    void servesOneRangeOfBytes(String range, int status, int first, int last) {
        HttpResponse<String> part = rack.get("/files/vmlinuz", "Range", range);

        assertThat(part.statusCode()).isEqualTo(status);
        if (status == 416) {
            assertThat(part.headers().firstValue("content-range")).contains("bytes */" + SIZE);
            return;
        }
        assertThat(part.body().getBytes()).isEqualTo(Arrays.copyOfRange(Rack.KERNEL, first, last + 1));
        assertThat(served().complete()).isEqualTo(last - first + 1 == SIZE);
        if (status == 206) {
            assertThat(part.headers().firstValue("content-range")).contains("bytes " + first + "-" + last + "/" + SIZE);
        }
    }

    @Test
    void servesTheWholeFileWhenTheRangeIsOfAnotherVersion() {
        HttpResponse<String> whole = rack.get("/files/vmlinuz", "Range", "bytes=0-4", "If-Range", "\"other\"");

        assertThat(whole.statusCode()).isEqualTo(200);
        String tag = whole.headers().firstValue("etag").orElseThrow();
        assertThat(rack.get("/files/vmlinuz", "Range", "bytes=0-4", "If-Range", tag)
                        .statusCode())
                .isEqualTo(206);
        assertThat(rack.get("/files/vmlinuz", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
    }

    @Test
    void answersHeadWithTheLengthAndNoSignal() {
        HttpResponse<String> head = rack.send("HEAD", "/files/vmlinuz");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("content-length")).contains(Integer.toString(SIZE));
        assertThat(head.body()).isEmpty();
        assertThat(rack.signals.all()).isEmpty();
    }

    @Test
    void servesAChangedFileWithItsNewDigest() throws IOException {
        rack.get("/files/initrd.img");
        Files.writeString(rack.files.resolve("initrd.img"), "another initrd");
        HttpResponse<String> changed = rack.get("/files/initrd.img");

        assertThat(changed.body()).isEqualTo("another initrd");
        Waiting.until(() -> rack.signals.all().size() == 2);
        assertThat(served().digest()).isEqualTo(Digest.of("another initrd".getBytes()));
    }

    @Test
    void servesAFileThatCameLater() throws IOException {
        assertThat(rack.get("/files/late.img").statusCode()).isEqualTo(404);
        Files.writeString(rack.files.resolve("late.img"), "late");
        assertThat(rack.get("/files/late.img").body()).isEqualTo("late");
        Files.delete(rack.files.resolve("late.img"));
        assertThat(rack.get("/files/late.img").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsOfATransferThatBrokeOff() throws IOException {
        Files.write(rack.files.resolve("big.img"), new byte[64 << 20]);
        try (RawHttp raw = new RawHttp(rack.services.port())) {
            raw.send("GET /files/big.img HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(raw.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
        }

        assertThat(served().complete()).isFalse();
        assertThat(served().bytes()).isLessThan(64 << 20);
    }

    @Test
    void attributesAFileToTheTokenElseToTheOnlyMachineAtTheAddress() {
        rack.get("/files/initrd.img");
        Waiting.until(() -> rack.signals.all().size() == 1);
        assertThat(rack.signals.last().subject()).isEqualTo(new SignalSubject.OfSource("127.0.0.1"));

        rack.planInspection();
        String token = rack.ephemeralToken();
        SignalSubject machine = Rack.subject(Rack.ATTEMPT, BootStage.EPHEMERAL);
        rack.get("/files/initrd.img");
        Waiting.until(() -> rack.signals.all().size() == 3);
        assertThat(rack.signals.last().subject()).isEqualTo(machine);

        rack.get("/boot/52-54-00-00-00-02");
        rack.get("/files/initrd.img");
        Waiting.until(() -> rack.signals.all().size() == 5);
        assertThat(rack.signals.last().subject()).isInstanceOf(SignalSubject.OfSource.class);
        rack.get("/files/initrd.img?t=" + token);
        Waiting.until(() -> rack.signals.all().size() == 6);
        assertThat(rack.signals.last().subject()).isEqualTo(machine);
    }

    @Test
    void neverLeavesItsDirectoryWhateverTheNameIs() {
        List<String> names = hostileNames().stream().distinct().toList();
        assertThat(names).hasSizeGreaterThanOrEqualTo(2000);
        for (String name : names) {
            String answer = RawHttp.exchange(
                    rack.services.port(), "GET /files/" + name + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(name).doesNotContain("canary secret", "canary hidden", "canary inner", "root:");
            assertThat(answer).as(name).containsPattern("^HTTP/1.1 4[0-9]{2} ");
        }
    }

    private static List<String> hostileNames() {
        List<String> names = new ArrayList<>();
        List<String> up = List.of(
                "..",
                "%2e%2e",
                "%2E.",
                ".%2e",
                "..%00",
                "%c0%ae%c0%ae",
                "%252e%252e",
                "....",
                ".%00.",
                "%2e%00%2e",
                "..;",
                "%u002e%u002e",
                "..%09",
                "%e2%80%a5");
        List<String> separators = List.of("/", "%2f", "%2F", "\\", "%5c", "%c0%af", "//", "/./", "%252f", "%00/");
        List<String> targets = List.of("canary", "etc/passwd", "files/../canary", ".hidden", "sub/inner");
        for (String dots : up) {
            for (String separator : separators) {
                for (String target : targets) {
                    names.add(dots + separator + target);
                    names.add(dots + separator + dots + separator + target);
                    names.add("vmlinuz" + separator + dots + separator + dots + separator + target);
                }
            }
        }
        names.addAll(
                List.of(".hidden", "sub", "sub%2finner", "sub/inner", "/etc/passwd", "%2fetc%2fpasswd", "vmlinuz%00"));
        names.addAll(
                List.of("vmlinuz%00.img", "VMLINUZ", "vmlinuz%20", "~root", "file:///etc/passwd", "a".repeat(300)));
        names.addAll(List.of("%", "%2", "%zz", "CON", "vmlinuz;x", "*", "$(id)", "%0d%0aX:%20y", "%ff%fe"));
        return names;
    }
}
