package io.rackledger.bmc.credential;

import java.io.IOException;
import java.util.Optional;

/** By which TLS certificate one node's BMC is known. Thread-safe. */
public interface CertificateMemory {
    /** SHA-256 of the certificate in lower-case hex; empty before the first contact, and after the BMC was to be trusted anew. */
    Optional<String> known() throws IOException;

    /** Remembers it for good, unless another one was remembered first; returns the one that counts. */
    String remember(String fingerprint) throws IOException;
}
