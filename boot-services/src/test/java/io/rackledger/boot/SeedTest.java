package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Link;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.SignalBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cloud-init seed of both systems of an attempt, and whom tokens let in. */
final class SeedTest {
    private static final Pattern INSTALLED = Pattern.compile("seed='http://[^/]+/nc/([a-z2-7]{32})/'");

    @TempDir
    Path directory;

    private Rack rack;

    @BeforeEach
    void start() throws IOException {
        rack = new Rack(directory);
    }

    @AfterEach
    void stop() {
        rack.close();
    }

    private Digest store(String userData) {
        return rack.log
                .documents()
                .put(userData.getBytes(StandardCharsets.UTF_8))
                .join();
    }

    private void planDeploy(AttemptId attempt, Digest userData) {
        rack.plan(BootPlanKind.DEPLOY, BootStage.EPHEMERAL, Optional.of(attempt), Optional.of(userData));
    }

    /** The installed system's token, as the machine learns it: from the step that writes its disk. */
    private String installedToken() {
        String steps = rack.get("/run/" + rack.ephemeralToken() + "/steps").body();
        assertThat(steps).contains("3\twrite-image\t");
        Matcher matcher = INSTALLED.matcher(
                rack.get("/run/" + rack.ephemeralToken() + "/steps/3").body());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void givesTheSystemInMemoryItsStepRunnerAsUserData() {
        rack.planInspection();
        String token = rack.ephemeralToken();

        assertThat(rack.get("/nc/" + token + "/meta-data").body())
                .isEqualTo("instance-id: \"" + Rack.ATTEMPT + "-ephemeral\"\nlocal-hostname: \"web-1\"\n");
        String runner = rack.get("/nc/" + token + "/user-data").body();
        assertThat(runner).startsWith("#!/bin/sh\n").contains("base='" + rack.at("/run/" + token) + "'");
        assertThat(runner).doesNotContainPattern("@[A-Z_]+@");
        assertThat(rack.get("/run/" + token + "/runner").body()).isEqualTo(runner);
    }

    @Test
    void givesTheSameBytesAtEveryAsking() {
        Digest userData = store("#cloud-config\nhostname: a\n");
        planDeploy(Rack.ATTEMPT, userData);
        String token = installedToken();
        HttpResponse<String> first = rack.get("/nc/" + token + "/user-data");
        rack.log.documents().erase(userData).join();
        HttpResponse<String> second = rack.get("/nc/" + token + "/user-data");

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("repr-digest"))
                .isPresent()
                .isEqualTo(first.headers().firstValue("repr-digest"));
    }

    @Test
    void tellsTheInstalledSystemsConfirmingStepTheDigestOfWhatItServes() {
        planDeploy(Rack.ATTEMPT, store("#cloud-config\nhostname: a\n"));
        String token = installedToken();
        byte[] served = rack.get("/nc/" + token + "/user-data").body().getBytes(StandardCharsets.UTF_8);

        assertThat(rack.get("/run/" + token + "/steps").body()).isEqualTo("1\tconfirm-user-data\t300\t1\n");
        assertThat(rack.get("/run/" + token + "/steps/1").body())
                .contains("served='" + Digest.of(served).value().substring(7) + "'");
        assertThat(rack.get("/nc/" + token + "/meta-data").body()).contains(Rack.ATTEMPT + "-installed");
    }

    @Test
    void asksTheMachineToComeBackWhileTheUserDataIsNotThere() {
        planDeploy(Rack.ATTEMPT, Digest.of("not stored".getBytes(StandardCharsets.UTF_8)));
        String token = installedToken();
        HttpResponse<String> missing = rack.get("/nc/" + token + "/user-data");

        assertThat(missing.statusCode()).isEqualTo(503);
        assertThat(missing.headers().firstValue("retry-after")).isPresent();
        assertThat(rack.signals.last().body()).isInstanceOfSatisfying(SignalBody.SeedServed.class, served -> {
            assertThat(served.link()).isEqualTo(Link.USER_DATA);
            assertThat(served.status()).isEqualTo(503);
        });
        store("not stored");
        assertThat(rack.get("/nc/" + token + "/user-data").statusCode()).isEqualTo(200);
    }

    @Test
    void servesNothingUnderTheTokenOfAnEarlierAttemptButHearsItsLastWords() {
        planDeploy(Rack.ATTEMPT, store("#cloud-config\n"));
        String old = rack.ephemeralToken();
        String oldInstalled = installedToken();
        AttemptId next = AttemptId.of(Rack.NODE, Rack.ATTEMPT.number() + 1);
        planDeploy(next, store("#cloud-config\nsecret: other\n"));
        String fresh = rack.ephemeralToken();
        rack.signals.clear();

        assertThat(fresh).isNotEqualTo(old);
        for (String path : new String[] {"/nc/%s/user-data", "/nc/%s/meta-data", "/run/%s/steps/1", "/run/%s/runner"}) {
            assertThat(rack.get(path.formatted(old)).statusCode()).isEqualTo(404);
            assertThat(rack.get(path.formatted(oldInstalled)).statusCode()).isEqualTo(404);
        }
        assertThat(rack.signals.all()).hasSize(8).allSatisfy(signal -> {
            assertThat(signal.body()).isInstanceOf(SignalBody.RequestRefused.class);
            assertThat(signal.subject().key()).isEqualTo(Rack.NODE.value());
        });
        assertThat(rack.post("/run/" + old + "/events", "event=heartbeat&seq=9&boot=b")
                        .statusCode())
                .isEqualTo(204);
        assertThat(rack.signals.last().subject()).isEqualTo(Rack.subject(Rack.ATTEMPT, BootStage.EPHEMERAL));
    }

    @Test
    void servesAnInstalledSystemAgainAfterAnAttemptThatOnlyServicedIt() {
        Digest userData = store("#cloud-config\n");
        planDeploy(Rack.ATTEMPT, userData);
        String token = installedToken();
        String before = rack.get("/nc/" + token + "/user-data").body();
        AttemptId service = AttemptId.of(Rack.NODE, Rack.ATTEMPT.number() + 1);
        rack.plan(BootPlanKind.SERVICE, BootStage.EPHEMERAL, Optional.of(service), Optional.of(userData));
        assertThat(rack.get("/nc/" + token + "/user-data").statusCode()).isEqualTo(404);
        rack.plan(BootPlanKind.LOCAL_DISK, BootStage.INSTALLED, Optional.of(Rack.ATTEMPT), Optional.of(userData));

        assertThat(rack.get("/nc/" + token + "/user-data").body()).isEqualTo(before);
    }

    @Test
    void keepsItsTokensOverARestart() throws IOException {
        rack.planInspection();
        String token = rack.ephemeralToken();
        rack.close();
        rack = new Rack(directory);
        rack.planInspection();

        assertThat(rack.get("/nc/" + token + "/meta-data").statusCode()).isEqualTo(200);
    }

    @Test
    void sendsMachinesToTheSeedsOwnAddressAndAllReportsToTheBootAddress() throws IOException {
        rack.close();
        rack = new Rack(
                directory,
                settings -> settings.withListeners("127.0.0.1", List.of(0, 0))
                        .withUrls(
                                Optional.of(URI.create("http://192.0.2.1:8481/")),
                                Optional.of(URI.create("http://192.0.2.2:8482"))));
        rack.planInspection();
        String script = rack.get("/boot/" + Rack.MAC).body();

        assertThat(script).contains("ds=nocloud-net;s=http://192.0.2.2:8482/nc/");
        assertThat(script)
                .contains("'endpoint':'http://192.0.2.1:8481/hook/")
                .contains("kernel http://192.0.2.1:8481/files/");
        assertThat(rack.services.endpoints().metadata()).isEqualTo("192.0.2.2:8482");
        assertThat(rack.services.ports()).hasSize(2).doesNotHaveDuplicates();
    }
}
