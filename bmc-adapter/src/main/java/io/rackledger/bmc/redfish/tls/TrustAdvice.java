package io.rackledger.bmc.redfish.tls;

/** What is to be done about a certificate that is not believed: that depends on who speaks to the BMC. */
public enum TrustAdvice {
    /** The engine, for a node. */
    OF_THE_ENGINE(
            "have it signed for this host by a CA that is given with --bmc-ca, or leave that out, and each node's BMC is"
                    + " known by the certificate that it shows first",
            "believe it with 'bmc trust NODE'"),
    /** A command, for an address; nothing is remembered from one to the next. */
    OF_A_COMMAND(
            "nothing was sent to it; compare its SHA-256 with what the BMC's own page tells, and if it is the same add"
                    + " --pin %s",
            "give its SHA-256 with --pin");

    private final String unsigned;
    private final String changed;

    TrustAdvice(String unsigned, String changed) {
        this.unsigned = unsigned;
        this.changed = changed;
    }

    /** Where nobody whom we trust has signed it. @param shown its SHA-256 */
    String unsigned(String shown) {
        return unsigned.formatted(shown);
    }

    /** Where it is another one than the one by which the BMC is known. */
    String changed() {
        return changed;
    }
}
