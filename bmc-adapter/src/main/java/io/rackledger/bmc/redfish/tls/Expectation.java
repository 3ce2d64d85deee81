package io.rackledger.bmc.redfish.tls;

import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.core.identity.Text;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;

/** What a peer's certificate must be. */
sealed interface Expectation {
    /** Before anything is sent to the peer but the handshake. */
    void check(X509Certificate[] chain, String authType, Handshake handshake) throws CertificateException;

    /** After the peer has answered; the handshake may have been that of an earlier connection. */
    void met(X509Certificate leaf) throws CertificateException;

    /** Signed for this host by one of these. Dates count. */
    record Signed(X509ExtendedTrustManager authorities, TrustAdvice advice) implements Expectation {
        private static final int LONGEST_REASON = 80;

        @Override
        public void check(X509Certificate[] chain, String authType, Handshake handshake) throws CertificateException {
            try {
                handshake.requireSigned(authorities, chain, authType);
            } catch (CertificateException e) {
                throw new RefusedCertificateException(
                        "shows a certificate that is not trusted (of " + Fingerprint.owner(chain[0]) + ": " + reason(e)
                                + "); " + advice.unsigned(Fingerprint.of(chain[0])),
                        e);
            }
        }

        /** The innermost, as the outer ones tell no more than that a path was looked for. */
        private static String reason(Throwable why) {
            Throwable cause = why;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return Text.bounded(String.valueOf(cause.getMessage()), LONGEST_REASON);
        }

        @Override
        public void met(X509Certificate leaf) {
            // The handshake has decided.
        }
    }

    /** The one that was seen first, whoever signed it: BMCs sign their own, and let them run out. */
    record Known(CertificateMemory memory, TrustAdvice advice) implements Expectation {
        @Override
        public void check(X509Certificate[] chain, String authType, Handshake handshake) throws CertificateException {
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
                requireKnown(leaf, Optional.of(memory.remember(Fingerprint.of(leaf))));
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

        private void requireKnown(X509Certificate leaf, Optional<String> known) throws CertificateException {
            String shown = Fingerprint.of(leaf);
            if (known.isPresent() && !known.get().equals(shown)) {
                throw new RefusedCertificateException("shows another certificate (SHA-256 " + shown + ", of "
                        + Fingerprint.owner(leaf) + ") than the one by which it is known (SHA-256 " + known.get()
                        + "); no account was sent to it: find out who answers there, and if it is right, "
                        + advice.changed());
            }
        }
    }
}
