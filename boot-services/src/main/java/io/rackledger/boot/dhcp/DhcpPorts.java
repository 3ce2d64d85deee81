package io.rackledger.boot.dhcp;

/**
 * UDP ports to listen on.
 *
 * @param server 67, where machines and relays ask
 * @param client 68, where answers of other servers are heard
 * @param boot 4011, where machines that have an address ask for the boot file
 */
public record DhcpPorts(int server, int client, int boot) {
    public static final DhcpPorts STANDARD = new DhcpPorts(67, 68, 4011);
}
