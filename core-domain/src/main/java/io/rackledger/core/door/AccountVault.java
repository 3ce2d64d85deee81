package io.rackledger.core.door;

import io.rackledger.core.identity.NodeId;
import java.util.Optional;

/** Takes accounts of BMCs in, and gives none out: bmc-adapter alone can decrypt what it keeps. Thread-safe. */
public interface AccountVault {
    /** Keeps this account for the node's BMC instead of any other; returns how often the node's account was changed. */
    long put(NodeId node, String user, String password) throws AccountVaultException;

    /** Encrypts the account under a new key; empty where there is none. */
    Optional<Long> rotate(NodeId node) throws AccountVaultException;

    /** Destroys the account's key, and with it the account; empty where there is none. */
    Optional<Long> shred(NodeId node) throws AccountVaultException;
}
