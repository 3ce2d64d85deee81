package io.rackledger.bmc.driver;

import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.core.identity.BmcAddress;
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
}
