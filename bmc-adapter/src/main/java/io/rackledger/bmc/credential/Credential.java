package io.rackledger.bmc.credential;

/** User and password of a BMC account. Shows neither in a log line. */
public record Credential(String user, String password) {
    @Override
    public String toString() {
        return "Credential[hidden]";
    }
}
