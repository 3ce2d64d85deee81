package io.rackledger.bmc.driver;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.core.identity.BmcAddress;
import java.util.Optional;

/** How one kind of BMC is spoken to. Thread-safe. */
public interface BmcDriver {
    /** As in the node's attribute {@code driver}. */
    String name();

    /** Begins a piece of work; fails as REFUSED where the address is not one of this driver. Nothing is sent yet. */
    BmcSession open(BmcAddress address, Optional<Credential> credential) throws BmcTrouble;
}
