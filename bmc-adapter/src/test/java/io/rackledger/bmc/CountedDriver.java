package io.rackledger.bmc;

import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcDriver;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A driver that counts how often work began at one node's BMC. */
record CountedDriver(BmcDriver driver, ManualLog log, NodeId node, AtomicInteger opened) implements BmcDriver {
    @Override
    public String name() {
        return driver.name();
    }

    @Override
    public BmcSession open(BmcAddress address, Optional<Credential> credential, Optional<CertificateMemory> certificate)
            throws BmcTrouble {
        if (log.current(node).state() instanceof Node known
                && known.attributes().bmc().equals(Optional.of(address))) {
            opened.incrementAndGet();
        }
        return driver.open(address, credential, certificate);
    }
}
