package io.rackledger.bmc.credential;

import io.rackledger.core.identity.NodeId;
import java.util.Optional;

/** Finds the account of one node's BMC. Thread-safe. */
public interface CredentialStore {
    /** The account, or empty where the node has none of its own. */
    Optional<Credential> find(NodeId node) throws AccountUnreadableException;

    /** Counts the changes of the node's account; 0 where there never was one. */
    long version(NodeId node);

    /** Where the certificates of the nodes' BMCs are remembered; empty where there is no place for them. */
    default Optional<CertificatePins> pins() {
        return Optional.empty();
    }

    /** Without any account. */
    static CredentialStore none() {
        return new CredentialStore() {
            @Override
            public Optional<Credential> find(NodeId node) {
                return Optional.empty();
            }

            @Override
            public long version(NodeId node) {
                return 0;
            }
        };
    }
}
