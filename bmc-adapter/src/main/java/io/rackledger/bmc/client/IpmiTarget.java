package io.rackledger.bmc.client;

import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.Privilege;
import java.net.InetSocketAddress;

/**
 * A BMC and how to log in to it.
 *
 * @param privilege the level that is asked for; switching power needs OPERATOR, and many BMCs want ADMINISTRATOR for boot options
 */
public record IpmiTarget(InetSocketAddress address, Account account, Privilege privilege) {
    /** The port of IPMI over LAN. */
    public static final int PORT = 623;
}
