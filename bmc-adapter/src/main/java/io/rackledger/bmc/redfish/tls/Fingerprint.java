package io.rackledger.bmc.redfish.tls;

import io.rackledger.core.identity.Text;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** By what people tell certificates from each other. */
public final class Fingerprint {
    private static final int LONGEST_NAME = 40;

    private Fingerprint() {}

    /** SHA-256 of the certificate in lower-case hex. */
    public static String of(X509Certificate certificate) throws CertificateEncodingException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Whom it names, printable and short; foreign text. */
    public static String owner(X509Certificate certificate) {
        return Text.bounded(certificate.getSubjectX500Principal().getName(), LONGEST_NAME);
    }
}
