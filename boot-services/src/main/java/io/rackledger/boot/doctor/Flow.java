package io.rackledger.boot.doctor;

/**
 * Where machines must be able to go.
 *
 * @param protocol tcp or udp
 * @param address of ours; a host name where one is advertised
 * @param port of ours
 * @param purpose what is there
 * @param rule of nftables that lets it in
 */
public record Flow(String protocol, String address, int port, String purpose, String rule) {
    static Flow of(String protocol, String address, int port, String purpose) {
        return new Flow(
                protocol,
                address,
                port,
                purpose,
                "nft add rule inet filter input " + to(address) + protocol + " dport " + port + " accept");
    }

    private static String to(String address) {
        if (address.matches("[0-9.]+") && !address.equals("0.0.0.0")) {
            return "ip daddr " + address + " ";
        }
        return address.contains(":") && !address.equals("::") ? "ip6 daddr " + address + " " : "";
    }

    /** Machines ask it by broadcast, before they have an address. */
    static Flow broadcast(String address, int port, String purpose) {
        return new Flow("udp", address, port, purpose, "nft add rule inet filter input udp dport " + port + " accept");
    }
}
