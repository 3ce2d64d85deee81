package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalBody.FailureReported;
import io.rackledger.core.signal.SignalBody.RunnerFinished;
import io.rackledger.core.signal.SignalBody.StepFinished;
import io.rackledger.core.signal.SignalBody.StepLogged;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the step runner tells, and how often it must tell it. */
final class StepRunnerReportsTest {
    @TempDir
    Path directory;

    private Rack rack;
    private String token;

    @BeforeEach
    void start() throws IOException {
        rack = new Rack(directory);
        rack.planInspection();
        token = rack.ephemeralToken();
        rack.signals.clear();
    }

    @AfterEach
    void stop() {
        rack.close();
    }

    private int event(String form) {
        return rack.post("/run/" + token + "/events", form).statusCode();
    }

    private HttpResponse<String> log(int index, long offset, String text) {
        return rack.post("/run/" + token + "/log/" + index + "?offset=" + offset, text);
    }

    private List<SignalBody> bodies() {
        return rack.signals.all().stream().map(Signal::body).toList();
    }

    @Test
    void keepsAStepsEndWithItsTailAndClock() {
        int status = event("event=step-finished&seq=5&boot=b-1&clock=1700000000.5&step=inventory&index=1&exit=7"
                + "&durationMs=1500&timedOut=0&tail=one%0atwo%1b%5b2J%ff%00");

        assertThat(status).isEqualTo(204);
        assertThat(bodies())
                .containsExactly(new StepFinished(
                        1, "inventory", 7, Duration.ofMillis(1500), false, "one\ntwo\\x1b[2J\ufffd\\x00"));
        assertThat(rack.signals.last().nodeClock()).contains(Instant.parse("2023-11-14T22:13:20.500Z"));
    }

    @Test
    void countsARepeatedEventOnceAndEachHeartbeat() {
        event("event=runner-started&seq=1&boot=b-1&clock=1");
        event("event=runner-started&seq=1&boot=b-1&clock=1");
        event("event=runner-started&seq=1&boot=b-2&clock=1");
        for (int seq = 2; seq < 12; seq++) {
            event("event=heartbeat&boot=b-1&seq=" + seq);
        }

        assertThat(rack.signals.all()).hasSize(12);
        assertThat(rack.signals.all().stream().map(Signal::id).distinct()).hasSize(12);
    }

    @Test
    void tellsWhyARunnerFailedOutsideOfAnyStep() {
        event(
                "event=runner-finished&seq=3&boot=b&result=failure&failedStep=&detail=the%20step%20list%20could%20not%20be%20fetched");
        assertThat(bodies())
                .containsExactly(
                        new FailureReported("step runner", "the step list could not be fetched"),
                        new RunnerFinished(false, ""));
        rack.signals.clear();
        event("event=runner-finished&seq=4&boot=b&result=failure&failedStep=look&detail=told%20to%20stop");
        assertThat(bodies()).containsExactly(new RunnerFinished(false, "look"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "event=heartbeat",
                "event=heartbeat&seq=0&boot=b",
                "event=heartbeat&seq=x&boot=b",
                "event=heartbeat&seq=1&boot=",
                "event=heartbeat&seq=1&boot=a%0ab",
                "event=step-started&seq=1&boot=b",
                "event=step-started&seq=1&boot=b&index=0",
                "event=step-started&seq=1&boot=b&index=-1",
                "event=step-finished&seq=1&boot=b&index=1",
                "event=step-finished&seq=1&boot=b&index=1&exit=nine",
                "event=runner-finished&seq=1&boot=b",
                "event=runner-finished&seq=1&boot=b&result=perhaps",
            })
    void refusesAnEventThatIsNone(String form) {
        assertThat(event(form)).isEqualTo(400);
        assertThat(rack.signals.all())
                .singleElement()
                .satisfies(signal -> assertThat(signal.body()).isInstanceOf(SignalBody.RequestRefused.class));
    }

    @Test
    void takesALogWithoutGapsAndTellsWhereToGoOn() {
        assertThat(log(1, 0, "12345").statusCode()).isEqualTo(204);
        HttpResponse<String> gap = log(1, 9, "x");
        assertThat(gap.statusCode()).isEqualTo(409);
        assertThat(gap.headers().firstValue("x-expected-offset")).contains("5");
        assertThat(log(1, 3, "45678").statusCode()).isEqualTo(409);
        assertThat(log(1, 5, "678\n").statusCode()).isEqualTo(204);
        assertThat(log(1, 0, "12345").statusCode()).isEqualTo(204);
        assertThat(log(2, 1, "x").statusCode()).isEqualTo(409);

        assertThat(bodies()).containsExactly(new StepLogged(1, 0, "12345"), new StepLogged(1, 5, "678\n"));
    }

    @Test
    void doesNotGoOnBeforeAChunkIsDurable() {
        rack.signals.stall(true);
        assertThat(log(1, 0, "12345").statusCode()).isEqualTo(503);
        assertThat(log(1, 5, "678").statusCode()).isEqualTo(409);
    }

    @Test
    void beginsALogAnewWhenItsStepBeginsAnew() {
        String started = "event=step-started&step=inventory&index=1&seq=2&boot=";
        event(started + "b-1");
        log(1, 0, "first boot");
        event(started + "b-1");
        assertThat(log(1, 10, " goes on").statusCode()).isEqualTo(204);
        event(started + "b-2");
        assertThat(log(1, 0, "first boot").statusCode()).isEqualTo(204);

        assertThat(rack.signals.of(StepLogged.class).stream().map(Signal::id).distinct())
                .hasSize(3);
    }

    @Test
    void refusesAPieceOfLogThatIsTooLong() {
        assertThat(log(1, 0, "x".repeat(16_385)).statusCode()).isEqualTo(413);
        assertThat(log(1, 0, "x".repeat(16_384)).statusCode()).isEqualTo(204);
    }

    @Test
    void holdsAMachineFromItsOwnWordUntilTheEngineLetsItGo() {
        String held = "/run/" + token + "/held";
        assertThat(rack.get(held).body()).isEqualTo("0\n");
        String began = "event=step-started&seq=4&boot=b-1&index=2&step=hold";
        event(began);
        assertThat(rack.get(held).body()).isEqualTo("1\n");
        rack.planInspection();
        assertThat(rack.get(held).body()).isEqualTo("1\n");
        rack.planHeld(true);
        assertThat(rack.get(held).body()).isEqualTo("1\n");
        rack.planHeld(false);
        assertThat(rack.get(held).body()).isEqualTo("0\n");
        event(began);
        assertThat(rack.get(held).body()).isEqualTo("0\n");
    }

    @Test
    void writesNoTokenDownThatAStepPrints() {
        String url = "http://10.0.0.1/files/a.img?t=" + token;
        StringBuilder encoded = new StringBuilder();
        url.chars().forEach(c -> encoded.append("%%%02x".formatted(c)));
        event("event=step-finished&seq=5&boot=b&index=1&exit=1&step=a&tail=" + encoded);
        log(1, 0, "fetching " + url + "\n");
        rack.post("/fail/" + token, "link=image&detail=" + url);
        rack.post("/fail/" + token, "no answer from " + url);
        rack.post("/hook/" + token, "{\"name\":\"a\",\"event_type\":\"finish\",\"description\":\"" + url + "\"}");

        assertThat(rack.signals.all())
                .hasSize(5)
                .allSatisfy(signal ->
                        assertThat(signal.toString()).doesNotContain(token).contains("********"));
        assertThat(log(1, 9 + url.length() + 1, "next").statusCode()).isEqualTo(204);
    }
}
