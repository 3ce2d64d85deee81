package io.rackledger.bmc.credential;

import java.util.Optional;

/** Finds a BMC account by the name that the node carries. */
public interface Credentials {
    /** The account, or empty where the name is not known; an empty name stands for the entry {@code default}. */
    Optional<Credential> find(String name);

    /** None at all: for BMCs that ask for no account. */
    static Credentials none() {
        return name -> Optional.empty();
    }
}
