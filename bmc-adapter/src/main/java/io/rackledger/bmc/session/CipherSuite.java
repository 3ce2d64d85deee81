package io.rackledger.bmc.session;

import java.util.Optional;

/**
 * The cipher suites that we speak (IPMI 2.0, table 22-20). Not among them: 0, which lets anybody in under any password; 8 and 12,
 * which rest on MD5.
 */
public enum CipherSuite {
    /** RAKP-HMAC-SHA256, HMAC-SHA256-128, AES-CBC-128. */
    SUITE_17(17, 3, 4, 1, "HmacSHA256", 32, 16),
    /** RAKP-HMAC-SHA1, HMAC-SHA1-96, AES-CBC-128. */
    SUITE_3(3, 1, 1, 1, "HmacSHA1", 20, 12);

    private final int id;
    private final int authentication;
    private final int integrity;
    private final int confidentiality;
    private final String hmac;
    private final int hashLength;
    private final int codeLength;

    CipherSuite(
            int id,
            int authentication,
            int integrity,
            int confidentiality,
            String hmac,
            int hashLength,
            int codeLength) {
        this.id = id;
        this.authentication = authentication;
        this.integrity = integrity;
        this.confidentiality = confidentiality;
        this.hmac = hmac;
        this.hashLength = hashLength;
        this.codeLength = codeLength;
    }

    /** The suite's number. */
    public int id() {
        return id;
    }

    int authentication() {
        return authentication;
    }

    int integrity() {
        return integrity;
    }

    int confidentiality() {
        return confidentiality;
    }

    /** Name of the MAC in the JCA. */
    String hmac() {
        return hmac;
    }

    /** Bytes of the key exchange codes. */
    public int hashLength() {
        return hashLength;
    }

    /** Bytes of the integrity code at the end of each packet. */
    public int codeLength() {
        return codeLength;
    }

    /** The suite of these three algorithms; empty for any that we do not speak. */
    public static Optional<CipherSuite> of(int authentication, int integrity, int confidentiality) {
        for (CipherSuite suite : values()) {
            if (suite.authentication == authentication
                    && suite.integrity == integrity
                    && suite.confidentiality == confidentiality) {
                return Optional.of(suite);
            }
        }
        return Optional.empty();
    }
}
