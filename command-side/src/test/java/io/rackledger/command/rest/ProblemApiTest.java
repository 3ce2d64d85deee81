package io.rackledger.command.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.CommandSideApplication;
import io.rackledger.eventlog.memory.InMemoryLog;
import io.rackledger.eventlog.memory.MemoryFaults.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every error path answers with a problem of one shape. */
@SpringBootTest(classes = CommandSideApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
final class ProblemApiTest {
    @LocalServerPort
    private int port;

    @Autowired
    private InMemoryLog log;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    private static void assertProblem(Api.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("/type"))
                .isEqualTo("/problems/" + code.toLowerCase(Locale.ROOT).replace('_', '-'));
        assertThat(answer.text("/code")).isEqualTo(code);
        assertThat(answer.body().at("/status").asInt()).isEqualTo(status);
        assertThat(answer.text("/title")).isNotEmpty();
        assertThat(answer.text("/detail")).isNotEmpty();
        assertThat(answer.text("/remedy")).isNotEmpty();
        assertThat(answer.body().has("timestamp")).isFalse();
    }

    @Test
    void unknownPathIsProblem() {
        assertProblem(api.get("/api/v1/nothing"), 404, "NOT_FOUND");
        assertProblem(api.get("/nothing/at/all"), 404, "NOT_FOUND");
    }

    @Test
    void unknownNodeIsProblem() {
        assertProblem(api.post("/api/v1/nodes/nobody/actions/manage", ""), 404, "NODE_UNKNOWN");
        assertProblem(
                api.post("/api/v1/nodes/6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b/actions/manage", ""), 404, "NODE_UNKNOWN");
    }

    @Test
    void wrongMethodIsProblemThatNamesTheRightOnes() {
        Api.Answer answer = api.send("PUT", "/api/v1/nodes", "{}", "application/json");
        assertProblem(answer, 405, "METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow")).contains("POST");
    }

    @Test
    void wrongMediaTypesAreProblems() {
        assertProblem(api.send("POST", "/api/v1/nodes", "<a/>", "text/xml"), 415, "UNSUPPORTED_MEDIA_TYPE");
        Api.Answer answer = api.post("/api/v1/nodes", "{\"name\":\"x1\"}", "Accept", "text/csv");
        assertProblem(answer, 406, "NOT_ACCEPTABLE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"name\":                      | BODY_MALFORMED   | ''",
                "[]                              | ARGUMENT_INVALID | ''",
                "{}                              | ARGUMENT_INVALID | name",
                "{\"name\":\"Upper Case\"}       | ARGUMENT_INVALID | name",
                "{\"name\":\"a\",\"nmae\":\"b\"} | ARGUMENT_INVALID | nmae",
                "{\"name\":\"a\",\"ports\":[\"zz\"]} | ARGUMENT_INVALID | ports",
                "{\"name\":\"a\",\"bmc\":\"http://u:p@h/\"} | ARGUMENT_INVALID | bmc",
                "{\"name\":\"a\",\"traits\":[\"x\"]} | ARGUMENT_INVALID | traits",
                "{\"name\":\"a\",\"id\":\"7\"}   | ARGUMENT_INVALID | id",
                "{\"name\":\"a\",\"ports\":5}    | ARGUMENT_INVALID | ports",
            })
    void badBodyIsProblemThatNamesTheField(String body, String code, String field) {
        Api.Answer answer = api.post("/api/v1/nodes", body);
        assertProblem(answer, 400, code);
        assertThat(answer.text("/field")).isEqualTo(field);
    }

    @Test
    void missingBodyIsProblem() {
        assertProblem(api.post("/api/v1/nodes", ""), 400, "BODY_MALFORMED");
    }

    @Test
    void badArgumentsAreProblems() {
        api.enroll("p1");
        assertProblem(api.post("/api/v1/nodes/p1/actions/fly", ""), 400, "ARGUMENT_INVALID");
        assertProblem(api.post("/api/v1/nodes/p1/power", "{\"action\":\"boil\"}"), 400, "ARGUMENT_INVALID");
        assertProblem(api.post("/api/v1/nodes/p1/ports", "{\"mac\":\"01:00:5e:00:00:01\"}"), 400, "ARGUMENT_INVALID");
        assertProblem(api.delete("/api/v1/nodes/p1/ports/52:54:00:00:00:99"), 404, "PORT_UNKNOWN");
        assertProblem(api.patch("/api/v1/nodes/p1", "{\"a\":1}", "If-Match", "\"1\""), 400, "ARGUMENT_INVALID");
        assertProblem(api.patch("/api/v1/nodes/p1", "{}", "If-Match", "one"), 400, "ARGUMENT_INVALID");
        assertProblem(api.patch("/api/v1/nodes/p1", "{}"), 428, "VERSION_NEEDED");
        assertProblem(
                api.post("/api/v1/nodes", "{\"name\":\"p2\"}", "Idempotency-Key", "with blank"),
                400,
                "ARGUMENT_INVALID");
        assertProblem(api.get("/api/v1/commands/x"), 400, "BAD_REQUEST");
    }

    @Test
    void largeBodyIsProblemWhetherItsLengthIsToldOrNot() {
        String large = "{\"name\":\"" + "a".repeat(70_000) + "\"}";
        assertProblem(api.post("/api/v1/nodes", large), 413, "BODY_TOO_LARGE");
        byte[] bytes = large.getBytes(StandardCharsets.UTF_8);
        HttpRequest chunked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/nodes"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                .build();
        assertProblem(api.send(chunked), 413, "BODY_TOO_LARGE");
    }

    @Test
    void unknownOutcomeIsProblemThatSaysHowToAsk() {
        log.faults().add(Fault.ANSWER_LOST);
        Api.Answer answer = api.post("/api/v1/nodes", "{\"name\":\"p3\"}", "Idempotency-Key", "k-p3");
        assertProblem(answer, 503, "OUTCOME_UNKNOWN");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.text("/remedy")).contains("/api/v1/commands/k-p3");
        Api.Answer again = api.post("/api/v1/nodes", "{\"name\":\"p3\"}", "Idempotency-Key", "k-p3");
        assertThat(again.status()).isEqualTo(201);
    }

    @Test
    void appendThatNeverReachedTheLogIsProblemThatSaysSoAndARepeatDoesIt() {
        log.faults().add(Fault.REFUSED);
        log.faults().addOfClaims(false);
        log.faults().addOfClaims(true);
        Api.Answer answer = api.post("/api/v1/nodes", "{\"name\":\"p4\"}", "Idempotency-Key", "k-p4");
        assertProblem(answer, 503, "LOG_UNAVAILABLE");
        assertThat(answer.text("/detail")).contains("nothing was recorded");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        Api.Answer again = api.post("/api/v1/nodes", "{\"name\":\"p4\"}", "Idempotency-Key", "k-p4");
        assertThat(again.status()).as(again.raw().body()).isEqualTo(201);
    }

    @Test
    void claimThatCouldNotBeConfirmedDoesNotMakeADoneCommandFail() {
        log.faults().addOfClaims(false);
        log.faults().addOfClaims(true);
        Api.Answer answer = api.post("/api/v1/nodes", "{\"name\":\"p5\"}", "Idempotency-Key", "k-p5");
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
        assertThat(log.nodeStates().byName("p5")).isPresent();
    }

    @Test
    void claimThatCouldNotBeReservedIsProblemAndARepeatDoesIt() {
        log.faults().addOfClaims(true);
        Api.Answer answer = api.post("/api/v1/nodes", "{\"name\":\"p6\"}", "Idempotency-Key", "k-p6");
        assertProblem(answer, 503, "LOG_UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(log.nodeStates().byName("p6")).isEmpty();
        assertThat(api.post("/api/v1/nodes", "{\"name\":\"p6\"}", "Idempotency-Key", "k-p6")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void unforeseenFailureIsProblemWithoutInnerDetails() {
        Api.Answer answer = api.get("/test/broken");
        assertProblem(answer, 500, "INTERNAL");
        assertThat(answer.raw().body()).doesNotContain("secret", "Exception");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /api/v1/nodes/%zz HTTP/1.1 | 400",
                "GET /api/v1/[]{} HTTP/1.1 | 400",
                "NONSENSE | 400",
                "POST /../../x HTTP/1.1 | 400",
            })
    void requestThatTheServerCannotEvenReadIsNoHtmlPage(String line, String status) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((line.strip() + "\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 " + status)
                    .contains("application/problem+json")
                    .doesNotContain("<html");
        }
    }
}
