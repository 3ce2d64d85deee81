package io.rackledger.bmc.redfish.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trust in what certain authorities have signed for the host that is asked. */
public final class Authorities {
    private Authorities() {}

    /** Those in a file of PEM certificates, and no others. */
    public static X509ExtendedTrustManager read(Path file) throws IOException {
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (found.isEmpty()) {
                throw new IOException(file + " holds no certificate; it must hold those of CAs, in PEM");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate each : found) {
                store.setCertificateEntry("ca-" + number++, each);
            }
            return of(store);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds something else than certificates in PEM: " + e.getMessage(), e);
        }
    }

    /** Those of the Java runtime; read once, as they are many. */
    static X509ExtendedTrustManager ofRuntime() {
        return RuntimeOnes.ALL;
    }

    private static final class RuntimeOnes {
        static final X509ExtendedTrustManager ALL = read();

        private static X509ExtendedTrustManager read() {
            try {
                return of(null);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no certificates of authorities", e);
            }
        }
    }

    private static X509ExtendedTrustManager of(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("there is no trust manager for X.509"));
    }
}
