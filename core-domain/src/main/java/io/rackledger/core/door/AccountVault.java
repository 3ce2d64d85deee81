package io.rackledger.core.door;

import io.rackledger.core.identity.NodeId;
import java.util.Optional;

/** Takes accounts of BMCs in, and gives none out: bmc-adapter alone can decrypt what it keeps. Thread-safe. */
public interface AccountVault {
    /**
     * Keeps this account for the node's BMC instead of any other; returns how often the node's account was changed.
     *
     * @param kg the BMC key of IPMI's two-key logins; empty where the BMC has none
     */
    long put(NodeId node, String user, String password, Optional<String> kg) throws AccountVaultException;

    /** The same for a BMC without a key of its own. */
    default long put(NodeId node, String user, String password) throws AccountVaultException {
        return put(node, user, password, Optional.empty());
    }

    /** Encrypts the account under a new key; empty where there is none. */
    Optional<Long> rotate(NodeId node) throws AccountVaultException;

    /** Destroys the account's key, and with it the account; empty where there is none. */
    Optional<Long> shred(NodeId node) throws AccountVaultException;
}
