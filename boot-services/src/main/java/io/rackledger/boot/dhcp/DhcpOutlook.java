package io.rackledger.boot.dhcp;

import io.rackledger.core.identity.MacAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one machine would be told now, for operators who ask.
 *
 * @param mode what the server does
 * @param server the server's own address
 * @param admitted false where the machine, or all unknown ones together, asked so often that its messages are not looked at just now
 * @param lease its address, running or not; empty where it never had one
 * @param reservation the address that is its own by the settings
 * @param conflicts answers of other servers to this machine, and machines' choices of them, since this process started
 * @param offers an answer for each kind of firmware that was asked about
 */
public record DhcpOutlook(
        DhcpMode mode,
        Ipv4 server,
        boolean admitted,
        Optional<LeaseTerm> lease,
        Optional<Ipv4> reservation,
        List<ForeignServer> conflicts,
        List<Offer> offers) {
    public DhcpOutlook {
        conflicts = List.copyOf(conflicts);
        offers = List.copyOf(offers);
    }

    /** An address of a machine. {@code granted} is false while it is only held for an offer. */
    public record LeaseTerm(Ipv4 address, Instant until, boolean granted, boolean running) {}

    /** Another server that was heard to answer, or was chosen by, a machine. */
    public record ForeignServer(String server, MacAddress mac, Instant last) {}

    /**
     * What a firmware would be told.
     *
     * @param answered whether there would be an answer at all
     * @param address that would be offered; empty beside another server
     * @param bootFile name or URL of what to load next; empty where there is nothing for it
     * @param why in words, where something is refused
     */
    public record Offer(
            FirmwareKind firmware,
            boolean answered,
            Optional<Ipv4> address,
            Optional<String> bootFile,
            Optional<String> why) {}
}
