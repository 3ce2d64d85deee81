package io.rackledger.bmc.redfish;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcServices;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.Pacing;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Any bytes as the answer to each request of a piece of work; the first one chooses the status. The ordinary run tries the files beside this
 * test; {@code FuzzingTest} looks for more.
 */
final class RedfishFuzzTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final Clock STILL = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final URI IMAGE = URI.create("http://192.0.2.1/i.iso");
    private static final int[] STATUSES = {200, 201, 204, 400, 401, 404, 409, 412, 500, 503};
    private static final int MOST_REQUESTS = 5_000;

    private interface Work {
        Object with(RedfishSession session, Instant until) throws BmcTrouble;
    }

    private interface Service {
        Object with(BmcServices services, Instant until) throws BmcTrouble;
    }

    private static final List<Work> ALL = List.of(
            BmcSession::identity,
            BmcSession::readPower,
            BmcSession::lastReset,
            (session, until) -> session.press(Button.SOFT_OFF, until),
            (session, until) -> {
                session.override(new BootOverride("Pxe", BootOverride.Times.CONTINUOUS, Optional.empty()), until);
                return true;
            },
            served(BmcServices::inventory),
            served(BmcServices::media),
            served(BmcServices::sensors),
            served((services, until) -> services.log(3, until)),
            served(BmcServices::restart),
            served((services, until) -> services.subscribe(IMAGE, "c", until)),
            served((services, until) -> services.isSubscribed("/x", IMAGE, until)),
            served((services, until) -> {
                services.insertMedia(IMAGE, until);
                services.ejectMedia(until);
                return true;
            }));

    private static Work served(Service service) {
        return (session, until) -> service.with(session.services().orElseThrow(), until);
    }

    @FuzzTest
    void takesAnyBytes(byte[] answer) {
        fuzzerTestOneInput(answer);
    }

    /** As the fuzzer's own program calls it. */
    public static void fuzzerTestOneInput(byte[] answer) {
        for (Work work : ALL) {
            Pacing over = new Pacing(new SplittableRandom(7));
            // No pause is granted, so that nothing waits.
            over.close();
            RedfishWire wire = new Parrot(answer);
            RedfishLogin login = new RedfishLogin(
                    wire, STILL, Optional.of(new Credential("admin", "s3cret-word")), new BasicRefusals());
            try (RedfishSession session =
                    new RedfishSession(new RedfishLink(wire, login, STILL, over), new SystemChoice("", "", ""))) {
                assertThat(work.with(session, NOON.plusSeconds(60))).isNotNull();
            } catch (BmcTrouble trouble) {
                assertThat(trouble.detail()).startsWith("BMC there ");
            }
        }
    }

    /** Says the same to everything. */
    private static final class Parrot implements RedfishWire {
        private final byte[] answer;
        private int requests;

        Parrot(byte[] answer) {
            this.answer = answer;
        }

        @Override
        public String authority() {
            return "there";
        }

        @Override
        public RedfishErrors errors() {
            return new RedfishErrors("there");
        }

        @Override
        public boolean isAnswering() {
            return true;
        }

        @Override
        public RedfishAnswer send(RedfishRequest request, Instant until) throws BmcTrouble {
            assertThat(++requests).as("it ends").isLessThan(MOST_REQUESTS);
            int status = answer.length == 0 ? 200 : STATUSES[(answer[0] & 0xff) % STATUSES.length];
            byte[] body = answer.length == 0 ? answer : Arrays.copyOfRange(answer, 1, answer.length);
            HttpHeaders headers = HttpHeaders.of(
                    Map.of(
                            "Location",
                            List.of(new String(body, StandardCharsets.ISO_8859_1)),
                            "X-Auth-Token",
                            List.of(status == 201 ? "t" : "")),
                    (_, _) -> true);
            return RedfishAnswer.read(status, body, headers)
                    .orElseThrow(() -> errors().trouble(FailureKind.CORRUPT, "answered no JSON"));
        }

        @Override
        public void close() {}
    }
}
