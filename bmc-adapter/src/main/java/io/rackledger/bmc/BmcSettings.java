package io.rackledger.bmc;

import io.rackledger.bmc.credential.Credentials;
import io.rackledger.bmc.power.PowerPace;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * What bmc-adapter needs to know.
 *
 * @param group consumer group among whose members the nodes are shared, one of each partition at a time
 * @param tls which certificates of BMCs are trusted; empty for those that the Java runtime trusts
 * @param parallelism BMCs spoken to at a time, from 1
 */
public record BmcSettings(
        String group, Credentials credentials, Optional<SSLContext> tls, int parallelism, PowerPace pace) {
    public BmcSettings {
        if (parallelism < 1) {
            throw new IllegalArgumentException("BMC parallelism " + parallelism + " is not possible; use at least 1");
        }
    }

    /** For real BMCs with these accounts. */
    public static BmcSettings standard(Credentials credentials) {
        return new BmcSettings("bmc-adapter", credentials, Optional.empty(), 64, PowerPace.standard());
    }
}
