package io.rackledger.bmc.simulated;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate that signed itself, as BMCs have them, with its key; made by the JDK's keytool. */
public record SelfSignedCertificate(KeyStore store) {
    private static final String WORD = "changeit";
    private static final String ALIAS = "bmc";
    private static final int PATIENCE_SECONDS = 60;

    /**
     * Makes one, valid for ten years.
     *
     * @param folder where the key store is left
     * @param name whom the certificate names
     * @param san the host that it is for, as keytool takes it, for example {@code ip:127.0.0.1}
     */
    public static SelfSignedCertificate make(Path folder, String name, String san)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve(name + ".p12");
        String program =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process keytool = new ProcessBuilder(List.of(
                        program,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        ALIAS,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=" + san,
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        WORD,
                        "-keystore",
                        file.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            keytool.destroyForcibly();
            throw new IOException(program + " made no certificate: " + said.strip());
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(file)) {
            store.load(stored, WORD.toCharArray());
        }
        return new SelfSignedCertificate(store);
    }

    /** For a server that shows it. */
    public SSLContext context() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, WORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** The certificate alone. */
    public X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate) store.getCertificate(ALIAS);
    }

    /** Writes it into a file of PEM. */
    public Path pem(Path file) throws IOException, GeneralSecurityException {
        return pem(file, "CERTIFICATE", certificate().getEncoded());
    }

    /** Writes its private key into a file of PEM, as PKCS 8. */
    public Path keyPem(Path file) throws IOException, GeneralSecurityException {
        return pem(file, "PRIVATE KEY", store.getKey(ALIAS, WORD.toCharArray()).getEncoded());
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n" + lines.encodeToString(content) + "\n-----END " + kind + "-----\n");
    }
}
