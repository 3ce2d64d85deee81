package io.rackledger.bmc.redfish;

import io.rackledger.bmc.BmcBench;
import io.rackledger.bmc.driver.BmcServices;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.identity.BmcAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A simulated Redfish BMC that wants an account, and the driver that speaks to it over real HTTP. */
final class RedfishStand implements AutoCloseable {
    static final Clock CLOCK = Clock.systemUTC();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final BmcBench bench = new BmcBench();
    final SimulatedRedfishBmc bmc = bench.guarded();
    private final RedfishDriver driver = new RedfishDriver(CLOCK, Optional.empty(), Runnable::run);

    /** Something that is done in a session. */
    interface Act<T> {
        T act(RedfishSession session, Instant until) throws BmcTrouble;
    }

    interface Deed {
        void act(RedfishSession session, Instant until) throws BmcTrouble;
    }

    <T> T ask(Act<T> act) throws BmcTrouble {
        return ask(bmc.address(), PATIENCE, act);
    }

    <T> T ask(BmcAddress address, Duration patience, Act<T> act) throws BmcTrouble {
        try (RedfishSession session = (RedfishSession) driver.open(address, Optional.of(BmcBench.ADMIN))) {
            return act.act(session, CLOCK.instant().plus(patience));
        }
    }

    void act(Deed deed) throws BmcTrouble {
        ask((session, until) -> {
            deed.act(session, until);
            return true;
        });
    }

    <T> T serve(ServiceAct<T> act) throws BmcTrouble {
        return ask((session, until) -> act.act(session.services().orElseThrow(), until));
    }

    /** Something that is done by the services of a session. */
    interface ServiceAct<T> {
        T act(BmcServices services, Instant until) throws BmcTrouble;
    }

    interface ServiceDeed {
        void act(BmcServices services, Instant until) throws BmcTrouble;
    }

    void let(ServiceDeed deed) throws BmcTrouble {
        serve((services, until) -> {
            deed.act(services, until);
            return true;
        });
    }

    /** Fails as this kind; no word of it is a secret. */
    static AbstractThrowableAssert<?, ?> assertFails(FailureKind kind, ThrowingCallable work) {
        return Assertions.assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        BmcTrouble.class,
                        trouble -> Assertions.assertThat(trouble.kind())
                                .as(trouble.detail())
                                .isEqualTo(kind))
                .hasMessageNotContaining(BmcBench.ADMIN.password());
    }

    @Override
    public void close() {
        driver.close();
        bench.close();
    }
}
