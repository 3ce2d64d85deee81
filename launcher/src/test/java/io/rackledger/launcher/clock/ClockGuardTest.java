package io.rackledger.launcher.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Three clocks: the machine's, the brokers', and the one that only goes on. */
final class ClockGuardTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TEN_YEARS = Duration.ofDays(3653);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private Duration gone = Duration.ZERO;
    private Duration wallOff = Duration.ZERO;
    private Duration brokerOff = Duration.ZERO;
    private Duration onTheWay = Duration.ofMillis(3);

    private final Clock wall = new Clock() {
        @Override
        public Instant instant() {
            return NOON.plus(gone).plus(wallOff);
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

    private SteadyClock clock = steady();
    private ClockGuard guard = guard();

    private SteadyClock steady() {
        return new SteadyClock(wall, () -> gone.toNanos());
    }

    private ClockGuard guard() {
        return new ClockGuard(clock, () -> {
            gone = gone.plus(onTheWay);
            Instant there = NOON.plus(gone).plus(brokerOff);
            gone = gone.plus(onTheWay);
            return CompletableFuture.completedFuture(there);
        });
    }

    private void start() {
        clock = steady();
        guard = guard();
        guard.align();
    }

    private void looks(int count) {
        for (int look = 0; look < count; look++) {
            gone = gone.plus(BETWEEN_LOOKS);
            guard.look();
        }
    }

    private Duration error() {
        return Duration.between(NOON.plus(gone), clock.instant()).abs();
    }

    @Test
    void goesOnAsItWasWhenTheMachinesClockJumps() {
        start();
        for (Duration jump : new Duration[] {HOUR, HOUR.negated(), TEN_YEARS}) {
            wallOff = jump;
            looks(20);
            assertThat(error()).isLessThan(Duration.ofMillis(20));
            assertThat(guard.doubt()).isEmpty();
            assertThat(guard.stopped()).isNotDone();
        }
    }

    @Test
    void startsByTheBrokersTimeOnAMachineThatIsWrong() {
        for (Duration wrong : new Duration[] {HOUR, HOUR.negated(), TEN_YEARS, Duration.ofMillis(700)}) {
            wallOff = wrong;
            start();
            assertThat(error()).isLessThan(Duration.ofMillis(20));
            looks(5);
            assertThat(guard.doubt()).isEmpty();
        }
    }

    @Test
    void decidesNothingWhileTheBrokersClockIsOutOfStep() {
        start();
        brokerOff = HOUR;
        looks(1);
        assertThat(guard.doubt()).isEmpty();
        looks(1);
        assertThat(guard.doubt()).hasValueSatisfying(why -> assertThat(why).contains("behind the brokers'"));
        assertThat(error()).isLessThan(Duration.ofMillis(20));
        looks(100);
        assertThat(guard.stopped()).isNotDone();
        brokerOff = Duration.ZERO;
        looks(1);
        assertThat(guard.doubt()).isEmpty();
    }

    @Test
    void asksForANewStartWhenMachineAndBrokersAgreeAgainstIt() {
        start();
        brokerOff = HOUR;
        wallOff = HOUR;
        looks(13);
        assertThat(guard.stopped()).isNotDone();
        looks(2);
        assertThat(guard.stopped()).isCompletedWithValueMatching(why -> why.contains("agrees with the brokers'"));
        start();
        assertThat(guard.doubt()).isEmpty();
        assertThat(Duration.between(NOON.plus(gone).plus(HOUR), clock.instant()).abs())
                .isLessThan(Duration.ofMillis(20));
    }

    @Test
    void toleratesDriftAndSlowAnswers() {
        start();
        brokerOff = Duration.ofMillis(1_500);
        looks(20);
        onTheWay = Duration.ofSeconds(9);
        brokerOff = Duration.ofSeconds(-9);
        looks(20);
        assertThat(guard.doubt()).isEmpty();
    }
}
