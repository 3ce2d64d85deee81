package io.rackledger.boot.endpoint;

import io.rackledger.boot.dhcp.DhcpMode;
import io.rackledger.boot.http.Request;
import io.rackledger.boot.report.SourceBook;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import java.util.Optional;

/** What a request for a boot script proves: as much as our own DHCP server knows of it. docs/adr/0017. */
public record ScriptProof(Optional<DhcpMode> dhcp, SourceBook sources) {
    /** Whether the request comes from an address that is not the machine's, where it is our server that gives the addresses. */
    boolean isForeign(Request request, MacAddress mac) {
        return dhcp.filter(mode -> mode == DhcpMode.AUTHORITATIVE).isPresent()
                && sources.leases()
                        .machineAt(request.address(), request.receivedAt())
                        .filter(mac::equals)
                        .isEmpty();
    }

    /** Whether the machine boots, and does not merely ask again; all are boots where we see no DHCP. */
    boolean isBoot(MacAddress mac, Digest script) {
        return dhcp.isEmpty() || sources.boots().isBoot(mac, script);
    }
}
