package io.rackledger.bmc.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.catalogue.Row.Left;
import io.rackledger.bmc.client.IpmiClient;
import io.rackledger.bmc.client.IpmiDriver;
import io.rackledger.bmc.client.IpmiException;
import io.rackledger.bmc.client.IpmiSession;
import io.rackledger.bmc.client.IpmiTarget;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.bmc.power.PowerControl;
import io.rackledger.bmc.power.PowerPace;
import io.rackledger.bmc.power.RecordingJournal;
import io.rackledger.bmc.power.Standstill;
import io.rackledger.bmc.simulated.IpmiBench;
import io.rackledger.bmc.simulated.IpmiFault;
import io.rackledger.bmc.simulated.SimulatedIpmiBmc;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/** A simulated BMC and what acts on it, for one row. */
final class Stand implements AutoCloseable {
    /** For what is answered: long, as the machine that tests may be a busy one. */
    static final Duration PATIENCE = Duration.ofSeconds(20);
    /** For what is not answered. */
    static final Duration SHORT = Duration.ofMillis(400);

    private static final Clock CLOCK = Clock.systemUTC();

    private final IpmiBench bench;
    private final SimulatedIpmiBmc bmc;
    private final IpmiDriver driver = new IpmiDriver(CLOCK);
    private final IpmiClient client = new IpmiClient();
    private final Pacing pacing = new Pacing(new SplittableRandom(7));
    private final PowerControl control = new PowerControl(
            CLOCK,
            pacing,
            new PowerPace(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofMillis(20)),
            new Standstill(CLOCK));

    Stand(IpmiBench bench) {
        this.bench = bench;
        this.bmc = bench.start();
    }

    SimulatedIpmiBmc bmc() {
        return bmc;
    }

    IpmiBench bench() {
        return bench;
    }

    IpmiClient client() {
        return client;
    }

    Pacing pacing() {
        return pacing;
    }

    /** The BMC misbehaves from now on. */
    Stand with(IpmiFault fault) {
        bmc.misbehave(fault);
        return this;
    }

    static Instant in(Duration time) {
        return CLOCK.instant().plus(time);
    }

    BmcSession session() throws BmcTrouble {
        return session(bmc, IpmiBench.USER, IpmiBench.PASSWORD);
    }

    BmcSession session(SimulatedIpmiBmc at, String user, String password) throws BmcTrouble {
        return driver.open(at.address(), Optional.of(new Credential(user, password)));
    }

    /** Something that is done at the BMC. */
    interface Act {
        void act(BmcSession session) throws BmcTrouble;
    }

    /** One piece of work by the driver, as the effector does it. */
    Optional<Left> work(Act act) {
        try (BmcSession session = session()) {
            act.act(session);
            return Optional.empty();
        } catch (BmcTrouble trouble) {
            return Optional.of(left(trouble));
        }
    }

    static Left left(BmcTrouble trouble) {
        return new Left(trouble.kind(), trouble.detail());
    }

    Optional<Left> read(Duration patience) {
        return work(session -> session.readPower(in(patience)));
    }

    /** Something that is asked in a session of the client. */
    interface Talk {
        void talk(IpmiSession session) throws Exception;
    }

    Optional<Left> talk(IpmiTarget target, Duration patience, Talk talk) throws Exception {
        try (IpmiSession session = client.open(target, patience)) {
            talk.talk(session);
            return Optional.empty();
        } catch (IpmiException e) {
            return Optional.of(new Left(e.kind(), String.valueOf(e.getMessage())));
        }
    }

    /** A whole power request, as the log asks for it; what is left is its report. */
    Optional<Left> request(PowerAction action, Optional<BootDevice> device, Duration patience) throws BmcTrouble {
        PowerRequest request = new PowerRequest(new PowerRequestId(1), action, device, false, in(patience));
        try (BmcSession session = session()) {
            PowerOutcome outcome = control.perform(
                            RecordingJournal.task(request, CLOCK.instant(), false, () -> true),
                            session,
                            new RecordingJournal())
                    .orElseThrow();
            return switch (outcome) {
                case PowerOutcome.Confirmed _ -> Optional.empty();
                case PowerOutcome.Failed(FailureCode code, String detail) -> Optional.of(new Left(kind(code), detail));
            };
        }
    }

    /** A report tells a code, of which several kinds have the same. */
    private static FailureKind kind(FailureCode code) {
        assertThat(code).isEqualTo(FailureCode.POWER_NOT_CHANGED);
        return FailureKind.NO_EFFECT;
    }

    @Override
    public void close() {
        pacing.close();
        driver.close();
        client.close();
    }
}
