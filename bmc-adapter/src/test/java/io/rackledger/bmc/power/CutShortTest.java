package io.rackledger.bmc.power;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.BootChoice;
import io.rackledger.bmc.driver.Button;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerOutcome.Failed;
import io.rackledger.core.node.PowerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The last question to a BMC is often cut short by the end of the time that there is for it; what came before tells more. */
final class CutShortTest {
    private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");
    private static final Instant UNTIL = START.plusSeconds(10);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private Instant now = START;

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    @Test
    void tellsThatTheBmcWasBusyAndNotThatItIsSilent() {
        assertThat(read(new BmcTrouble(FailureKind.BUSY, "answered 503")))
                .hasValueSatisfying(outcome -> assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.code()).isEqualTo(FailureCode.BMC_REFUSED);
                    assertThat(failed.detail()).startsWith("answered 503;");
                }));
    }

    @Test
    void tellsThatTheBmcIsSilentWhereItNeverAnswered() {
        assertThat(read(new BmcTrouble(FailureKind.UNREACHABLE, "no route")))
                .hasValueSatisfying(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Failed.class,
                                failed -> assertThat(failed.code()).isEqualTo(FailureCode.BMC_UNREACHABLE)));
    }

    private Optional<PowerOutcome> read(BmcTrouble first) {
        Effort effort = new Effort(
                clock,
                new Pacing(new Random(1)),
                new PowerPace(MOMENT, MOMENT, Duration.ZERO, Duration.ZERO),
                new Standstill(clock),
                new Hands(new Session(first), new RecordingJournal(), clock, UNTIL),
                UNTIL);
        return effort.make(new PowerStep.Read(), () -> true);
    }

    /** Meets one trouble, and is then asked until the time is over. */
    private final class Session implements BmcSession {
        private final BmcTrouble first;
        private boolean asked;

        Session(BmcTrouble first) {
            this.first = first;
        }

        @Override
        public PowerState readPower(Instant until) throws BmcTrouble {
            if (!asked) {
                asked = true;
                throw first;
            }
            now = until;
            throw new BmcTrouble(FailureKind.UNREACHABLE, "did not answer within 3 ms");
        }

        @Override
        public String authority() {
            return "bmc-1";
        }

        @Override
        public BmcIdentity identity(Instant until) {
            throw new AssertionError("nobody asked for the identity");
        }

        @Override
        public String press(Button button, Instant until) {
            throw new AssertionError("nobody asked for " + button);
        }

        @Override
        public void setBootDevice(BootChoice choice, Instant until) {
            throw new AssertionError("nobody asked for " + choice);
        }

        @Override
        public Optional<Instant> lastReset(Instant until) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
