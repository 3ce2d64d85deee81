package io.rackledger.bmc.effector;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.credential.Credentials;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Drivers;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.power.PowerControl;
import io.rackledger.bmc.power.PowerTask;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerOutcome.Failed;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Carries out one work: finds driver and account, acts, reports. Thread-safe. */
public final class PowerWorker {
    private final Drivers drivers;
    private final Credentials credentials;
    private final PowerControl control;
    private final PowerReports reports;

    public PowerWorker(Drivers drivers, Credentials credentials, PowerControl control, PowerReports reports) {
        this.drivers = drivers;
        this.credentials = credentials;
        this.control = control;
        this.reports = reports;
    }

    void carryOut(Work work, BooleanSupplier wanted) {
        if (wanted.getAsBoolean()) {
            outcome(work, wanted).ifPresent(outcome -> reports.send(work, outcome));
        }
    }

    private Optional<PowerOutcome> outcome(Work work, BooleanSupplier wanted) {
        NodeAttributes attributes = work.node().attributes();
        Optional<BmcAddress> bmc = attributes.bmc();
        if (bmc.isEmpty()) {
            return Optional.of(new Failed(
                    FailureCode.BMC_UNREACHABLE,
                    "node " + attributes.name()
                            + " has no BMC address, so its power cannot be switched; set bmc_address"));
        }
        PowerTask task = new PowerTask(work.request(), work.requestedAt(), work.takenUp(), wanted);
        try (BmcSession session = drivers.named(attributes.driver()).open(bmc.get(), account(attributes))) {
            return control.perform(task, session);
        } catch (BmcTrouble trouble) {
            return Optional.of(new Failed(trouble.code(), trouble.detail()));
        }
    }

    private Optional<Credential> account(NodeAttributes attributes) throws BmcTrouble {
        String name = attributes.bmcCredential();
        Optional<Credential> found = credentials.find(name);
        if (found.isEmpty() && !name.isEmpty()) {
            throw new BmcTrouble(
                    FailureKind.REFUSED,
                    "bmc_credential '" + name + "' of node " + attributes.name()
                            + " is not in the credential file of bmc-adapter");
        }
        return found;
    }
}
