package io.rackledger.bmc.driver;

import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.node.BmcIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How one kind of BMC is spoken to. Thread-safe. */
public interface BmcDriver {
    /** As in the node's attribute {@code driver}. */
    String name();

    /**
     * Begins a piece of work; fails as REFUSED where the address is not one of this driver. Nothing is sent yet.
     *
     * @param certificate by which certificate the BMC is known, for protocols over TLS; empty where there is no place to remember one
     */
    BmcSession open(BmcAddress address, Optional<Credential> credential, Optional<CertificateMemory> certificate)
            throws BmcTrouble;

    /** The same without a place to remember the BMC's certificate. */
    default BmcSession open(BmcAddress address, Optional<Credential> credential) throws BmcTrouble {
        return open(address, credential, Optional.empty());
    }

    /**
     * Walks through the stages of a login, and tells which one fails and why. Changes nothing.
     *
     * @param clock by which {@code until} is meant
     */
    default ProbeReport probe(
            BmcAddress address,
            Optional<Credential> credential,
            Optional<CertificateMemory> certificate,
            InstantSource clock,
            Instant until) {
        String stage = "reading the power state";
        long began = clock.millis();
        try (BmcSession session = open(address, credential, certificate)) {
            String power = session.readPower(until).name();
            ProbeReport.Step read = new ProbeReport.Step(stage, "", clock.millis() - began);
            return new ProbeReport(address.value(), List.of(read), Map.of("power", power), Optional.empty());
        } catch (BmcTrouble e) {
            ProbeReport.Step failed = new ProbeReport.Step(stage, e.detail(), clock.millis() - began);
            return new ProbeReport(address.value(), List.of(failed), Map.of(), Optional.of(e.kind()));
        }
    }

    /** Whether it can open serial consoles. */
    default boolean hasConsole() {
        return false;
    }

    /**
     * Opens the machine's serial console, on a session of its own beside all other work.
     *
     * @param machine which machine the BMC must belong to; empty where that is not known
     * @param patience for each answer
     * @throws BmcTrouble BUSY where somebody else has the console and is left it, UNSUPPORTED where there is none, IDENTITY where it is
     *     another machine's
     */
    default BmcConsole console(
            BmcAddress address,
            Optional<Credential> credential,
            Optional<BmcIdentity> machine,
            BmcConsole.Busy busy,
            Duration patience)
            throws BmcTrouble {
        throw BmcTrouble.notByDriver(address.authority(), "serial console", "ipmi");
    }
}
