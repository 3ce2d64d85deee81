package io.rackledger.bmc.client;

import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.Privilege;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/**
 * A BMC and how to log in to it.
 *
 * @param privilege the level that is asked for; switching power needs OPERATOR, and many BMCs want ADMINISTRATOR for boot options
 * @param least the level that is enough where the account has no more
 */
public record IpmiTarget(InetSocketAddress address, Account account, Privilege privilege, Privilege least) {
    /** The port of IPMI over LAN. */
    public static final int PORT = 623;

    public IpmiTarget {
        if (least.code() > privilege.code()) {
            throw new IllegalArgumentException("privilege " + privilege + " is less than " + least
                    + ", which is to be enough; ask for " + least + " at least");
        }
    }

    /** Where nothing less is enough. */
    public IpmiTarget(InetSocketAddress address, Account account, Privilege privilege) {
        this(address, account, privilege, privilege);
    }

    /** {@code host:port} of the BMC. */
    String authority() {
        return address.getHostString() + ":" + address.getPort();
    }

    /** The levels to ask for, highest first. */
    List<Privilege> levels() {
        return Arrays.stream(Privilege.values())
                .filter(level -> level.code() <= privilege.code() && level.code() >= least.code())
                .toList()
                .reversed();
    }
}
