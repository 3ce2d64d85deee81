package io.rackledger.bmc.effector;

import io.rackledger.bmc.credential.AccountUnreadableException;
import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.credential.CredentialStore;
import io.rackledger.bmc.credential.Credentials;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import java.util.Optional;

/** Finds the account for a node's BMC: its own one in the store, else the one that the node names in the file. Thread-safe. */
public final class Accounts {
    private final CredentialStore store;
    private final Credentials named;

    public Accounts(CredentialStore store, Credentials named) {
        this.store = store;
        this.named = named;
    }

    /** The account; empty for a BMC that asks for none. */
    public Optional<Credential> of(Node node) throws BmcTrouble {
        String name = node.attributes().bmcCredential();
        Optional<Credential> found = own(node).or(() -> named.find(name));
        if (found.isEmpty() && !name.isEmpty()) {
            throw new BmcTrouble(
                    FailureKind.AUTH,
                    "bmc_credential '" + name + "' of node " + node.attributes().name()
                            + " is not in the credential file of bmc-adapter, and the node has no account of its own");
        }
        return found;
    }

    private Optional<Credential> own(Node node) throws BmcTrouble {
        try {
            return store.find(node.id());
        } catch (AccountUnreadableException e) {
            throw new BmcTrouble(FailureKind.AUTH, String.valueOf(e.getMessage()));
        }
    }

    /** By which certificate the node's BMC is known; empty where there is no place to remember it. */
    public Optional<CertificateMemory> certificate(Node node) {
        return store.pins().map(pins -> pins.of(node.id(), node.bmc().trustedAt()));
    }

    /** Changes whenever another account may be found for the node. */
    public long version(NodeId node) {
        return store.version(node);
    }
}
