package io.rackledger.bmc.redfish.tls;

import io.rackledger.bmc.credential.CertificateMemory;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Decides for one HTTP client, which has one TLS context for all BMCs, whose certificates are believed. Thread-safe. */
public final class PeerTrust {
    private final Optional<X509ExtendedTrustManager> authorities;
    private final TrustAdvice advice;
    private final Map<String, List<Expectation>> expected = new ConcurrentHashMap<>();

    /**
     * @param authorities who must have signed; empty where the first certificate of a BMC counts
     * @param advice what is said where a certificate is not believed
     */
    public PeerTrust(Optional<X509ExtendedTrustManager> authorities, TrustAdvice advice) {
        this.authorities = authorities;
        this.advice = advice;
    }

    /** A TLS context that asks this one. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Judge(this)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** For a BMC that is spoken to without TLS: there is no certificate to look at. */
    public static Watch none() {
        return new Watch() {
            @Override
            public void answered(SSLSession session) throws CertificateException {
                throw new RefusedCertificateException("answers over TLS, and was asked without");
            }

            @Override
            public void close() {
                // Nothing was expected.
            }
        };
    }

    /** One piece of work with one BMC, during which its certificate is looked at. For one thread. */
    public interface Watch extends AutoCloseable {
        /** Called with the TLS session of each answer; fails where the peer is not the one that is expected. */
        void answered(SSLSession session) throws CertificateException;

        @Override
        void close();
    }

    /**
     * Begins to expect a BMC.
     *
     * @param memory by which certificate it is known; without one, and without authorities of our own, those of the runtime must have signed
     */
    public Watch expect(String host, int port, Optional<CertificateMemory> memory) {
        Expectation expectation = authorities.isEmpty() && memory.isPresent()
                ? new Expectation.Known(memory.get(), advice)
                : new Expectation.Signed(authorities.orElseGet(Authorities::ofRuntime), advice);
        String peer = peer(host, port);
        expected.compute(peer, (_, others) -> {
            List<Expectation> all = others == null ? new CopyOnWriteArrayList<>() : others;
            all.add(expectation);
            return all;
        });
        return new Watch() {
            private @Nullable X509Certificate believed;

            @Override
            public void answered(SSLSession session) throws CertificateException {
                X509Certificate leaf = leaf(session);
                if (!leaf.equals(believed)) {
                    expectation.met(leaf);
                    believed = leaf;
                }
            }

            @Override
            public void close() {
                expected.computeIfPresent(peer, (_, all) -> {
                    all.remove(expectation);
                    return all.isEmpty() ? null : all;
                });
            }
        };
    }

    /** Whoever is at work with this peer must agree. */
    void check(X509Certificate[] chain, String authType, Handshake handshake) throws CertificateException {
        List<Expectation> all = expected.getOrDefault(peer(handshake.host(), handshake.port()), List.of());
        if (chain.length == 0 || all.isEmpty()) {
            throw new RefusedCertificateException("was not expected to show a certificate now");
        }
        for (Expectation each : all) {
            each.check(chain, authType, handshake);
        }
    }

    /** The certificate that the peer has shown for itself. */
    public static X509Certificate leaf(SSLSession session) throws CertificateException {
        try {
            for (Certificate each : session.getPeerCertificates()) {
                if (each instanceof X509Certificate leaf) {
                    return leaf;
                }
            }
        } catch (SSLPeerUnverifiedException e) {
            throw new RefusedCertificateException("showed no certificate", e);
        }
        throw new RefusedCertificateException("showed a certificate that is none of X.509");
    }

    private static String peer(String host, int port) {
        String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return plain.toLowerCase(Locale.ROOT) + " " + port;
    }
}
