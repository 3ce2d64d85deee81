package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Link;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every path of the contract, asked as a machine would. */
final class PathTableTest {
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

    @ParameterizedTest(name = "{0} {1} -> {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /boot/52:54:00:12:34:56 |  | 200 | BootScriptServed",
                "GET  | /boot/52-54-00-12-34-56 |  | 200 | BootScriptServed",
                "GET  | /boot/52-54-00-AB-CD-EF |  | 200 | BootScriptServed",
                "GET  | /boot/hello |  | 400 | RequestRefused",
                "GET  | /files/vmlinuz |  | 200 | ArtifactServed",
                "GET  | /files/vmlinuz?t=TOKEN |  | 200 | ArtifactServed",
                "GET  | /files/none |  | 404 | RequestRefused",
                "GET  | /nc/TOKEN/meta-data |  | 200 | SeedServed",
                "GET  | /nc/TOKEN/user-data |  | 200 | SeedServed",
                "GET  | /nc/TOKEN/vendor-data |  | 200 | SeedServed",
                "GET  | //nc//TOKEN//meta-data |  | 200 | SeedServed",
                "GET  | /nc/TOKEN/network-config |  | 404 | RequestRefused",
                "POST | /hook/TOKEN | {\"name\":\"a\",\"event_type\":\"start\",\"origin\":\"cloudinit\",\"timestamp\":1.5} | 204 | CloudInitReported",
                "POST | /hook/TOKEN | <html> | 400 | RequestRefused",
                "POST | /phone-home/TOKEN/i-1/ | hostname=a&instance_id=i-1 | 200 | PhoneHomeReceived",
                "POST | /fail/TOKEN | link=kernel&detail=gone | 204 | FailureReported",
                "POST | /fail/TOKEN | it all went wrong | 204 | FailureReported",
                "GET  | /fail/TOKEN?link=kernel&detail=gone |  | 200 | FailureReported",
                "GET  | /run/TOKEN/steps/4 |  | 404 | RequestRefused",
                "GET  | /run/TOKEN/steps/x |  | 404 | RequestRefused",
                "POST | /run/TOKEN/events | event=heartbeat&seq=3&boot=b-1&clock=1700000000.5 | 204 | HeartbeatReceived",
                "POST | /run/TOKEN/events | event=runner-started&seq=1&boot=b-1 | 204 | RunnerStarted",
                "POST | /run/TOKEN/events | event=step-started&seq=2&boot=b-1&index=1&step=inventory | 204 | StepStarted",
                "POST | /run/TOKEN/events | event=runner-finished&seq=9&boot=b-1&result=success&failedStep= | 204 | RunnerFinished",
                "POST | /run/TOKEN/events | event=dance&seq=9&boot=b-1 | 400 | RequestRefused",
                "POST | /run/TOKEN/log/1?offset=0 | some output | 204 | StepLogged",
                "POST | /run/TOKEN/log/1 | some output | 400 | RequestRefused",
                "POST | /run/TOKEN/log/0?offset=0 | some output | 404 | RequestRefused",
                "POST | /hook/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | {} | 404 | RequestRefused",
                "GET  | /nc/short/meta-data |  | 404 | RequestRefused",
                "GET  | / |  | 404 | RequestRefused",
                "POST | /boot/52:54:00:12:34:56 | x | 405 | RequestRefused",
                "DELETE | /files/vmlinuz |  | 405 | RequestRefused",
            })
    void answersEachPathWithItsStatusAndSignal(String method, String path, String body, int status, String signal) {
        String asked = path.replace("TOKEN", token);
        HttpResponse<String> response = switch (method) {
            case "GET" -> rack.get(asked);
            case "POST" -> rack.post(asked, body == null ? "" : body);
            default -> rack.send(method, asked);
        };

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("date")).isPresent();
        Waiting.until(() -> !rack.signals.all().isEmpty());
        assertThat(rack.signals.all())
                .singleElement()
                .satisfies(seen ->
                        assertThat(seen.body().getClass().getSimpleName()).isEqualTo(signal))
                .satisfies(seen -> assertThat(seen.toString()).doesNotContain(token));
    }

    @Test
    void servesTheStepRunnerItsScripts() {
        assertThat(rack.get("/run/" + token + "/runner").body())
                .startsWith("#!/bin/sh")
                .contains("/run/" + token);
        assertThat(rack.get("/run/" + token + "/steps").body())
                .isEqualTo("1\tinventory\t300\t1\n2\tlook\t90\t0\n3\twrite-image\t3600\t1\n");
        assertThat(rack.get("/run/" + token + "/steps/2").body()).isEqualTo("echo hello\n");
    }

    @Test
    void namesAttemptAndStageInEverySignalUnderAToken() {
        rack.get("/nc/" + token + "/meta-data", "User-Agent", "Cloud-Init/22.4.2");

        assertThat(rack.signals.last().subject()).isEqualTo(Rack.subject(Rack.ATTEMPT, BootStage.EPHEMERAL));
        assertThat(rack.signals.last().body()).isInstanceOfSatisfying(SignalBody.SeedServed.class, served -> {
            assertThat(served.link()).isEqualTo(Link.META_DATA);
            assertThat(served.userAgent()).isEqualTo("Cloud-Init/22.4.2");
        });
        assertThat(rack.signals.last().source()).startsWith("127.0.0.1:");
    }

    @Test
    void keepsWhatAnUnknownMachineAsksUnderItsMacAddress() {
        HttpResponse<String> script = rack.get("/boot/52-54-00-AB-CD-EF");

        assertThat(script.body()).contains("enroll").contains("sleep").contains("/boot/52:54:00:ab:cd:ef");
        assertThat(rack.signals.last().subject()).isInstanceOf(SignalSubject.OfMac.class);
        assertThat(rack.signals.last().subject().key()).isEqualTo("mac:52:54:00:ab:cd:ef");
        assertThat(rack.signals.last().body())
                .isInstanceOfSatisfying(
                        SignalBody.BootScriptServed.class,
                        served -> assertThat(served.kind()).isEqualTo(BootPlanKind.ENLIST));
    }

    @Test
    void tellsTheDigestOfTheScriptThatItServed() {
        HttpResponse<String> script = rack.get("/boot/" + Rack.MAC);

        assertThat(rack.signals.last().body()).isInstanceOfSatisfying(SignalBody.BootScriptServed.class, served -> {
            assertThat(served.digest()).isEqualTo(Digest.of(script.body().getBytes(StandardCharsets.UTF_8)));
            assertThat(served.kind()).isEqualTo(BootPlanKind.INSPECT);
        });
    }

    @Test
    void sendsAMachineToItsDiskWhenThePlanSaysSo() {
        rack.plan(BootPlanKind.LOCAL_DISK, BootStage.INSTALLED, Optional.of(Rack.ATTEMPT), Optional.empty());

        assertThat(rack.get("/boot/" + Rack.MAC).body())
                .contains("sanboot")
                .contains("exit")
                .doesNotContain("kernel ");
        assertThat(rack.signals.last().subject()).isEqualTo(Rack.subject(Rack.ATTEMPT, BootStage.INSTALLED));
    }

    @Test
    void holdsAMachineWhoseBootBudgetIsUsedUp() {
        rack.get("/boot/" + Rack.MAC);
        assertThat(rack.get("/boot/" + Rack.MAC).body()).contains("kernel ");
        assertThat(rack.get("/boot/" + Rack.MAC).body())
                .doesNotContain("kernel ")
                .contains("sleep");
    }
}
