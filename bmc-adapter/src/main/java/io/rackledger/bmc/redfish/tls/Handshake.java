package io.rackledger.bmc.redfish.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/** A handshake that is under way with a peer whose address is known. */
sealed interface Handshake {
    String host();

    int port();

    /** Fails where none of these authorities has signed the certificate for this host. */
    void requireSigned(X509ExtendedTrustManager by, X509Certificate[] chain, String authType)
            throws CertificateException;

    /** Of the HTTP client, which always names its peer. */
    record ByEngine(SSLEngine engine) implements Handshake {
        @Override
        public String host() {
            return engine.getPeerHost();
        }

        @Override
        public int port() {
            return engine.getPeerPort();
        }

        @Override
        public void requireSigned(X509ExtendedTrustManager by, X509Certificate[] chain, String authType)
                throws CertificateException {
            by.checkServerTrusted(chain, authType, engine);
        }
    }

    /** Of a socket that was opened for a host by name. */
    record BySocket(SSLSocket socket, SSLSession session) implements Handshake {
        static BySocket of(Socket socket) throws CertificateException {
            if (socket instanceof SSLSocket secured && secured.getHandshakeSession() != null) {
                return new BySocket(secured, secured.getHandshakeSession());
            }
            throw Judge.nobody();
        }

        @Override
        public String host() {
            return session.getPeerHost();
        }

        @Override
        public int port() {
            return session.getPeerPort();
        }

        @Override
        public void requireSigned(X509ExtendedTrustManager by, X509Certificate[] chain, String authType)
                throws CertificateException {
            by.checkServerTrusted(chain, authType, socket);
        }
    }
}
