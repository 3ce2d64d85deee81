package io.rackledger.boot.dhcp;

import io.rackledger.core.identity.MacAddress;
import java.util.Optional;

/**
 * A DHCP message. RFC 2131 section 2.
 *
 * @param reply whether a server wrote it (BOOTREPLY)
 * @param xid transaction; two boots of a machine may have the same, so it identifies nothing
 * @param broadcast whether the machine cannot take unicast yet
 * @param client ciaddr: the address that the machine has and answers under
 * @param yours yiaddr: the address that it gets
 * @param server siaddr: where it loads from
 * @param relay giaddr: the relay agent
 * @param mac chaddr; the only name of a machine that stays the same through a boot
 * @param bootFile the file field, where it is one and no options
 */
record DhcpMessage(
        boolean reply,
        int hops,
        int xid,
        int secs,
        boolean broadcast,
        Ipv4 client,
        Ipv4 yours,
        Ipv4 server,
        Ipv4 relay,
        MacAddress mac,
        String bootFile,
        DhcpOptions options) {
    /** The frame of an answer to this request, RFC 2131 table 3. */
    DhcpMessage answer(Ipv4 given, Ipv4 from, String file, DhcpOptions answered) {
        return new DhcpMessage(true, 0, xid, 0, broadcast, client, given, from, relay, mac, file, answered);
    }

    /** What to load, from the file field or, where it is too long for that, from its option; empty where there is nothing. */
    Optional<String> file() {
        return bootFile.isEmpty() ? options.text(OptionCode.BOOT_FILE) : Optional.of(bootFile);
    }
}
