package io.rackledger.bmc.effector;

import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Drivers;
import io.rackledger.bmc.power.PowerControl;
import io.rackledger.bmc.power.PowerTask;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.node.BmcFault;
import io.rackledger.core.node.BmcReport;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerOutcome.Failed;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Carries out one work: finds driver and account, acts, reports. Thread-safe. */
public final class PowerWorker {
    private final Drivers drivers;
    private final Accounts accounts;
    private final PowerControl control;
    private final PowerReports reports;
    private final BmcSignals signals;
    private final Clock clock;

    public PowerWorker(
            Drivers drivers,
            Accounts accounts,
            PowerControl control,
            PowerReports reports,
            BmcSignals signals,
            Clock clock) {
        this.drivers = drivers;
        this.accounts = accounts;
        this.control = control;
        this.reports = reports;
        this.signals = signals;
        this.clock = clock;
    }

    /** Whether the request was carried out and reported; not where nobody wants it any more, or this process stops. */
    boolean carryOut(Work work, BooleanSupplier wanted) {
        if (!wanted.getAsBoolean()) {
            return false;
        }
        RequestJournal journal = new RequestJournal(work, signals);
        Optional<PowerOutcome> outcome = outcome(work, wanted, journal);
        journal.flush();
        outcome.ifPresent(told -> {
            tellOfBmc(work, told, journal);
            reports.send(work, told);
        });
        return outcome.isPresent();
    }

    private Optional<PowerOutcome> outcome(Work work, BooleanSupplier wanted, RequestJournal journal) {
        NodeAttributes attributes = work.node().attributes();
        Optional<BmcAddress> bmc = attributes.bmc();
        if (bmc.isEmpty()) {
            return Optional.of(new Failed(
                    FailureCode.BMC_UNREACHABLE,
                    "node " + attributes.name()
                            + " has no BMC address, so its power cannot be switched; set bmc_address"));
        }
        PowerTask task = new PowerTask(
                work.request(),
                work.requestedAt(),
                work.takenUp(),
                work.earlier(),
                work.node().bmc().identity(),
                wanted);
        try (BmcSession session = drivers.named(attributes.driver())
                .open(bmc.get(), accounts.of(work.node()), accounts.certificate(work.node()))) {
            return control.perform(task, session, journal);
        } catch (BmcTrouble trouble) {
            return Optional.of(new Failed(trouble.code(), trouble.detail()));
        }
    }

    /** A failure that the next request would meet again is the BMC's; who confirms a power state answers. */
    private void tellOfBmc(Work work, PowerOutcome outcome, RequestJournal journal) {
        switch (outcome) {
            case PowerOutcome.Confirmed _ -> {
                if (work.node().bmc().fault().isPresent()) {
                    signals.tell(work.node(), new BmcReport.Answering());
                }
            }
            case Failed failed ->
                journal.trouble()
                        .filter(met -> met.code() == failed.code() && met.kind().isOfTheBmc())
                        .ifPresent(met -> signals.tell(
                                work.node(),
                                new BmcReport.Failing(new BmcFault(met.kind().name(), met.detail(), clock.instant()))));
        }
    }
}
