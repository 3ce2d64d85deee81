package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.boot.http.HttpLimits;
import io.rackledger.boot.report.StrangerLimits;
import io.rackledger.core.signal.SignalBody;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was measured to break real machines against other servers. */
final class WireTrapsTest {
    private static final String REPORT =
            "{\"name\":\"init-local\",\"description\":\"d\",\"event_type\":\"finish\",\"origin\":\"cloudinit\","
                    + "\"timestamp\":1700000000.25,\"result\":\"SUCCESS\"}";

    @TempDir
    Path directory;

    private Rack rack;
    private String token;

    @BeforeEach
    void start() throws IOException {
        HttpLimits limits = HttpLimits.DEFAULT
                .withConnections(40)
                .withTimeouts(Duration.ofMillis(600), Duration.ofMillis(600), Duration.ofSeconds(10));
        rack = new Rack(directory, settings -> settings.withLimits(limits, StrangerLimits.DEFAULT));
        rack.planInspection();
        token = rack.ephemeralToken();
        rack.signals.clear();
    }

    @AfterEach
    void stop() {
        rack.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Type: text/html\r\n", "Content-Type: application/x-www-form-urlencoded\r\n"})
    void takesTheWebhookWhateverItsContentTypeIs(String header) {
        String answer = RawHttp.exchange(
                rack.services.port(),
                "POST /hook/" + token + " HTTP/1.1\r\nHost: x\r\n" + header + "Connection: close\r\nContent-Length: "
                        + REPORT.length() + "\r\n\r\n" + REPORT);

        assertThat(answer).startsWith("HTTP/1.1 204 ");
        assertThat(rack.signals.of(SignalBody.CloudInitReported.class)).hasSize(1);
        assertThat(rack.signals.last().nodeClock().orElseThrow()).hasToString("2023-11-14T22:13:20.250Z");
    }

    @Test
    void countsARepeatedReportOnce() {
        for (int i = 0; i < 3; i++) {
            assertThat(rack.post("/hook/" + token, REPORT).statusCode()).isEqualTo(204);
        }
        rack.post("/hook/" + token, REPORT.replace("finish", "start"));

        assertThat(rack.signals.all()).hasSize(2);
        assertThat(rack.signals.all().stream().map(signal -> signal.id()).distinct())
                .hasSize(2);
    }

    @Test
    void givesAnIdOfItsOwnToEachFetch() {
        for (int i = 0; i < 3; i++) {
            rack.get("/nc/" + token + "/meta-data");
        }

        assertThat(rack.signals.all().stream().map(signal -> signal.id()).distinct())
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /boot/52:54:00:12:34:56, ''",
        "GET, /nc/TOKEN/user-data, ''",
        "POST, /hook/TOKEN, webhook",
        "POST, /phone-home/TOKEN/i-1/, hostname=a",
        "POST, /fail/TOKEN, link=a&detail=b",
        "GET, /fail/TOKEN?link=a, ''",
        "POST, /run/TOKEN/events, event=heartbeat&seq=1&boot=b",
        "POST, /run/TOKEN/log/1?offset=0, output",
    })
    void promisesNothingWhileTheLogStalls(String method, String path, String body) {
        String asked = path.replace("TOKEN", token);
        String sent = body.equals("webhook") ? REPORT : body;
        rack.signals.stall(true);
        HttpResponse<String> stalled = method.equals("GET") ? rack.get(asked) : rack.post(asked, sent);
        rack.signals.stall(false);

        assertThat(stalled.statusCode()).isEqualTo(503);
        assertThat(stalled.headers().firstValue("retry-after")).isPresent();
        assertThat(stalled.headers().firstValue("date")).isPresent();
    }

    @Test
    void refusesStillWithItsStatusWhileTheLogStalls() {
        rack.signals.stall(true);

        assertThat(rack.get("/nc/nobody/meta-data").statusCode()).isEqualTo(404);
    }

    @Test
    void servesEmptyVendorDataWithSuccess() {
        HttpResponse<String> vendor = rack.get("/nc/" + token + "/vendor-data");

        assertThat(vendor.statusCode()).isEqualTo(200);
        assertThat(vendor.body()).isEmpty();
        assertThat(vendor.headers().firstValue("content-length")).contains("0");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "too long a line | GET /LONG5000 HTTP/1.1%Host: x%% | 414",
                "too many headers | GET / HTTP/1.1%X: LONG20000%% | 431",
                "no HTTP at all | hello there%% | 400",
                "a bad escape | GET /boot/%zz HTTP/1.1%Host: x%Connection: close%% | 400",
                "too long a body | POST /hook/T HTTP/1.1%Host: x%Connection: close%Content-Length: 70000%%LONG70000 | 413",
                "an unknown expectation | POST /hook/T HTTP/1.1%Host: x%Connection: close%Expect: miracles%Content-Length: 1%%x | 417",
                "no Host | GET /files/vmlinuz HTTP/1.1%Connection: close%% | 200",
                "HTTP/1.0 | GET /files/vmlinuz HTTP/1.0%% | 200",
                "a Host without port | GET /files/vmlinuz HTTP/1.1%Host: 198.18.77.1%Connection: close%% | 200",
            })
    void putsADateOnEveryAnswer(String name, String request, String status) {
        String text = request.replace("%zz", "\u0001").replace("%", "\r\n").replace("\u0001", "%zz");
        String sent = text.replace("LONG5000", "a".repeat(5000))
                .replace("LONG20000", "a".repeat(20_000))
                .replace("LONG70000", "a".repeat(70_000));
        String answer = RawHttp.exchange(rack.services.port(), sent);

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer)
                .containsPattern("(?i)\r\ndate: [A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT\r\n");
    }

    @Test
    void takesAChunkedBodyAfterAnExpectation() {
        try (RawHttp raw = new RawHttp(rack.services.port())) {
            raw.send("POST /hook/" + token + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            assertThat(raw.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            raw.send("5\r\n" + REPORT.substring(0, 5) + "\r\n");
            raw.send(Integer.toHexString(REPORT.length() - 5) + "\r\n" + REPORT.substring(5) + "\r\n0\r\n\r\n");
            assertThat(raw.readAll()).startsWith("HTTP/1.1 204 ");
        }
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() {
        String two = "GET /nc/" + token + "/meta-data HTTP/1.1\r\nHost: x\r\n\r\n"
                + "GET /files/initrd.img HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        String answer = RawHttp.exchange(rack.services.port(), two);

        assertThat(answer.indexOf("instance-id")).isPositive().isLessThan(answer.lastIndexOf("initrd"));
    }

    @Test
    void keepsAConnectionForTheNextRequest() {
        try (RawHttp raw = new RawHttp(rack.services.port())) {
            for (int i = 0; i < 3; i++) {
                raw.send("GET /files/initrd.img HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(raw.readUntil("\r\n\r\ninitrd")).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    /** OVMF asks for the size first, then for the file, and leaves the port out of the Host header wherever the server listens. */
    @Test
    void servesUefiHttpBootThatNamesNoPort() {
        String rest = " /files/initrd.img HTTP/1.1\r\nHost: 198.18.77.1\r\nUser-Agent: UefiHttpBoot/1.0\r\n\r\n";
        try (RawHttp raw = new RawHttp(rack.services.port())) {
            raw.send("HEAD" + rest);
            assertThat(raw.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("content-length: 6\r\n");
            raw.send("GET" + rest);
            assertThat(raw.readUntil("\r\n\r\ninitrd")).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET / HT", "POST /hook/x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"})
    void closesAConnectionThatDoesNotComeToThePoint(String begun) {
        try (RawHttp raw = new RawHttp(rack.services.port())) {
            raw.send(begun);
            assertThat(raw.readAll()).isEmpty();
        }
    }

    @Test
    void closesTheConnectionsThatAreTooMany() {
        RawHttp[] held = new RawHttp[60];
        for (int i = 0; i < held.length; i++) {
            held[i] = new RawHttp(rack.services.port());
        }
        Waiting.until(() -> rack.services.refusedConnections() >= 20);
        for (RawHttp each : held) {
            each.close();
        }
        Waiting.until(() -> RawHttp.exchange(
                        rack.services.port(), "GET /files/initrd.img HTTP/1.1\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 200"));
    }
}
