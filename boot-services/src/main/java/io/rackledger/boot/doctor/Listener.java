package io.rackledger.boot.doctor;

/**
 * A port that the boot services listen on, or shall.
 *
 * @param purpose what is served there
 * @param transport of it
 * @param address numeric
 * @param option of the command line that changes it
 */
public record Listener(String purpose, Transport transport, String address, int port, String option) {
    /** Of a port. */
    public enum Transport {
        TCP("tcp"),
        UDP("udp");

        private final String wireName;

        Transport(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }

    String name() {
        return "port " + transport.wireName() + " " + port;
    }
}
