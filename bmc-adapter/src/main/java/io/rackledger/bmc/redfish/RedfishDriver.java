package io.rackledger.bmc.redfish;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcDriver;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.core.identity.BmcAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/**
 * Driver {@code redfish}: addresses {@code redfish+https://host[:port]/redfish/v1/Systems/<id>} and {@code redfish+http://...}. Basic
 * authentication on every request, HTTP/1.1, no redirects (they would carry the account elsewhere).
 */
public final class RedfishDriver implements BmcDriver, AutoCloseable {
    private static final String SCHEME_PREFIX = "redfish+";
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient client;
    private final Clock clock;

    /** With the trust of {@code tls} where given, else that of the Java runtime. */
    public RedfishDriver(Clock clock, Optional<SSLContext> tls, Executor executor) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .executor(executor);
        tls.ifPresent(builder::sslContext);
        this.client = builder.build();
        this.clock = clock;
    }

    @Override
    public String name() {
        return "redfish";
    }

    @Override
    public BmcSession open(BmcAddress address, Optional<Credential> credential) throws BmcTrouble {
        URI uri = address.uri();
        String scheme = uri.getScheme();
        boolean known = scheme.equals("redfish+http") || scheme.equals("redfish+https");
        if (!known || uri.getPath().length() < 2) {
            throw new BmcTrouble(
                    FailureKind.REFUSED,
                    "BMC address " + address + " is none of driver redfish; use"
                            + " redfish+https://<host>/redfish/v1/Systems/<id>");
        }
        URI base = URI.create(scheme.substring(SCHEME_PREFIX.length()) + "://" + uri.getAuthority() + "/");
        RedfishTransport transport = new RedfishTransport(client, clock, base, credential);
        return new RedfishSession(transport, uri.getPath());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
