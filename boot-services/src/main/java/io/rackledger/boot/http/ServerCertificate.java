package io.rackledger.boot.http;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/**
 * What proves to callers who listens, in files of PEM.
 *
 * @param chain our certificate, and those that lead from it to its CA
 * @param key its private key, PKCS 8 without a password
 */
public record ServerCertificate(Path chain, Path key) {
    /** @throws IllegalStateException naming the files where they cannot be used */
    SslContext context() {
        try {
            return SslContextBuilder.forServer(chain.toFile(), key.toFile()).build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the certificate " + chain + " or its key " + key + " cannot be used: " + e.getMessage()
                            + "; both must be PEM, the key one of PKCS 8 without a password",
                    e);
        }
    }
}
