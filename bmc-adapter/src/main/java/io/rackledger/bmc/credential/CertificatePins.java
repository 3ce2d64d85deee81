package io.rackledger.bmc.credential;

import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import java.util.Optional;

/** Remembers for each node by which TLS certificate its BMC is known. Thread-safe. */
@FunctionalInterface
public interface CertificatePins {
    /**
     * That of one node's BMC.
     *
     * @param trustedAt when the BMC became another one or was to be trusted anew, as the log has it: what was remembered under another
     *     time is forgotten
     */
    CertificateMemory of(NodeId node, Optional<Instant> trustedAt);
}
