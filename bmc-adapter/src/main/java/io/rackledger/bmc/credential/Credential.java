package io.rackledger.bmc.credential;

import java.util.Optional;

/**
 * User and password of a BMC account. Shows nothing of itself in a log line.
 *
 * @param kg the BMC key (K_g) of IPMI, as it was written; empty where the BMC has none
 */
public record Credential(String user, String password, Optional<String> kg) {
    /** For a BMC without a key of its own. */
    public Credential(String user, String password) {
        this(user, password, Optional.empty());
    }

    @Override
    public String toString() {
        return "Credential[hidden]";
    }
}
