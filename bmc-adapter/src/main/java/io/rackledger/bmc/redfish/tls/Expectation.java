package io.rackledger.bmc.redfish.tls;

import io.rackledger.bmc.credential.CertificateMemory;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** What a peer's certificate must be. */
sealed interface Expectation {
    /** Before anything is sent to the peer but the handshake. */
    void check(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException;

    /** After the peer has answered; the handshake may have been that of an earlier connection. */
    void met(X509Certificate leaf) throws CertificateException;

    /** Signed for this host by one of these. Dates count. */
    record Signed(X509ExtendedTrustManager authorities, String remedy) implements Expectation {
        @Override
        public void check(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
            try {
                authorities.checkServerTrusted(chain, authType, engine);
            } catch (CertificateException e) {
                throw new RefusedCertificateException(
                        "shows a certificate that is not trusted (" + e.getMessage() + "; it names "
                                + chain[0].getSubjectX500Principal().getName() + "); " + remedy,
                        e);
            }
        }

        @Override
        public void met(X509Certificate leaf) {
            // The handshake has decided.
        }
    }

    /** The one that was seen first, whoever signed it: BMCs sign their own, and let them run out. */
    record Known(CertificateMemory memory) implements Expectation {
        @Override
        public void check(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
            requireKnown(chain[0], known());
        }

        @Override
        public void met(X509Certificate leaf) throws CertificateException {
            Optional<String> known = known();
            if (known.isPresent()) {
                requireKnown(leaf, known);
                return;
            }
            try {
                requireKnown(leaf, Optional.of(memory.remember(fingerprint(leaf))));
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        private Optional<String> known() throws CertificateException {
            try {
                return memory.known();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        private static CertificateException unreadable(IOException e) {
            return new RefusedCertificateException(
                    "cannot be compared with the certificate by which it is known: " + e.getMessage(), e);
        }

        private static void requireKnown(X509Certificate leaf, Optional<String> known) throws CertificateException {
            String shown = fingerprint(leaf);
            if (known.isPresent() && !known.get().equals(shown)) {
                throw new RefusedCertificateException("shows another certificate (SHA-256 " + shown + ", of "
                        + leaf.getSubjectX500Principal().getName() + ") than the one by which it is known (SHA-256 "
                        + known.get() + "); no account was sent to it: find out who answers there, and if it is right,"
                        + " believe it with 'bmc trust NODE'");
            }
        }

        private static String fingerprint(X509Certificate leaf) throws CertificateEncodingException {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded()));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java has no SHA-256", e);
            }
        }
    }
}
