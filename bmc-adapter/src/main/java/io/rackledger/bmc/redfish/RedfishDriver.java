package io.rackledger.bmc.redfish;

import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcDriver;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.bmc.redfish.tls.PeerTrust;
import io.rackledger.core.identity.BmcAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Driver {@code redfish}: addresses {@code redfish+https://host[:port]/redfish/v1/Systems/<id>} and {@code redfish+http://...}; without a
 * path where there is one system only, or with {@code ?serial=} or {@code ?uuid=}. HTTP/1.1, no redirects (they would carry the account
 * elsewhere). Thread-safe.
 */
public final class RedfishDriver implements BmcDriver, AutoCloseable {
    private static final String SCHEME_PREFIX = "redfish+";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int HTTPS = 443;

    private final HttpClient client;
    private final Clock clock;
    private final PeerTrust trust;
    private final Pacing pacing;

    /** @param authorities who must have signed the BMCs' certificates; empty where each is known by the one that it showed first */
    public RedfishDriver(Clock clock, Optional<X509ExtendedTrustManager> authorities, Executor executor) {
        this.trust = new PeerTrust(authorities);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .executor(executor)
                .sslContext(trust.context())
                .build();
        this.clock = clock;
        this.pacing = new Pacing(new SplittableRandom(clock.millis()));
    }

    @Override
    public String name() {
        return "redfish";
    }

    @Override
    public BmcSession open(BmcAddress address, Optional<Credential> credential, Optional<CertificateMemory> certificate)
            throws BmcTrouble {
        URI uri = address.uri();
        String scheme = uri.getScheme();
        if (!scheme.equals("redfish+http") && !scheme.equals("redfish+https")) {
            throw refused("BMC address " + address + " is none of driver redfish; use"
                    + " redfish+https://<host>/redfish/v1/Systems/<id>");
        }
        SystemChoice choice;
        try {
            choice = SystemChoice.of(address);
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
        URI base = URI.create(scheme.substring(SCHEME_PREFIX.length()) + "://" + uri.getAuthority() + "/");
        PeerTrust.Watch watch = base.getScheme().equals("https")
                ? trust.expect(base.getHost(), base.getPort() < 0 ? HTTPS : base.getPort(), certificate)
                : PeerTrust.none();
        RedfishTransport transport = new RedfishTransport(client, clock, base, watch);
        RedfishLogin login = new RedfishLogin(transport, clock, credential);
        return new RedfishSession(new RedfishLink(transport, login, clock, pacing), choice);
    }

    private static BmcTrouble refused(String detail) {
        return new BmcTrouble(FailureKind.REFUSED, detail);
    }

    /** Ends every pause and request. */
    @Override
    public void close() {
        pacing.close();
        client.shutdownNow();
    }
}
