package io.rackledger.bmc.catalogue;

import io.rackledger.bmc.BmcBench;
import io.rackledger.bmc.catalogue.Row.Left;
import io.rackledger.bmc.driver.BmcServices;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.bmc.power.PowerControl;
import io.rackledger.bmc.power.PowerPace;
import io.rackledger.bmc.power.PowerProgress;
import io.rackledger.bmc.power.PowerTask;
import io.rackledger.bmc.power.RecordingJournal;
import io.rackledger.bmc.power.Standstill;
import io.rackledger.bmc.redfish.RedfishDriver;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/** A simulated Redfish BMC and what acts on it, for one row. */
final class RedfishScene implements AutoCloseable {
    private static final Clock CLOCK = Clock.systemUTC();

    private final BmcBench bench = new BmcBench();
    private final SimulatedRedfishBmc bmc = bench.guarded();
    private final RedfishDriver driver = new RedfishDriver(CLOCK, Optional.empty(), Runnable::run);
    private final Pacing pacing = new Pacing(new SplittableRandom(7));
    private final PowerControl control = new PowerControl(
            CLOCK,
            pacing,
            new PowerPace(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofMillis(20)),
            new Standstill(CLOCK));

    SimulatedRedfishBmc bmc() {
        return bmc;
    }

    /** Something that is done at the BMC. */
    interface Act {
        void act(BmcSession session, Instant until) throws BmcTrouble;
    }

    Optional<Left> work(Act act) {
        return work(Stand.PATIENCE, act);
    }

    private Optional<Left> work(Duration patience, Act act) {
        try (BmcSession session = driver.open(bmc.address(), Optional.of(BmcBench.ADMIN))) {
            act.act(session, CLOCK.instant().plus(patience));
            return Optional.empty();
        } catch (BmcTrouble trouble) {
            return Optional.of(Stand.left(trouble));
        }
    }

    /** Something that is done beside power and boot device. */
    interface Service {
        void act(BmcServices services, Instant until) throws BmcTrouble;
    }

    Optional<Left> serve(Service service) {
        return serve(Stand.PATIENCE, service);
    }

    Optional<Left> serve(Duration patience, Service service) {
        return work(patience, (session, until) -> service.act(session.services().orElseThrow(), until));
    }

    /** A whole power request; of a failure the kind is that of the trouble at the BMC that was met last. */
    Optional<Left> request(PowerAction action, Optional<BmcIdentity> machine, Duration patience) throws BmcTrouble {
        Instant now = CLOCK.instant();
        PowerRequest request =
                new PowerRequest(new PowerRequestId(1), action, Optional.empty(), false, now.plus(patience));
        PowerTask task = new PowerTask(request, now, false, PowerProgress.NONE, machine, () -> true);
        RecordingJournal journal = new RecordingJournal();
        try (BmcSession session = driver.open(bmc.address(), Optional.of(BmcBench.ADMIN))) {
            PowerOutcome outcome = control.perform(task, session, journal).orElseThrow();
            return outcome instanceof PowerOutcome.Failed failed
                    ? Optional.of(new Left(journal.lastKind().orElseThrow(), failed.detail()))
                    : Optional.empty();
        }
    }

    @Override
    public void close() {
        pacing.close();
        driver.close();
        bench.close();
    }
}
