package io.rackledger.bmc.redfish;

import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcDriver;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.bmc.driver.ProbeReport;
import io.rackledger.bmc.redfish.tls.PeerTrust;
import io.rackledger.bmc.redfish.tls.TrustAdvice;
import io.rackledger.core.identity.BmcAddress;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Driver {@code redfish}: addresses {@code redfish+https://host[:port]/redfish/v1/Systems/<id>} and {@code redfish+http://...}; without a
 * path where there is one system only, or with {@code ?serial=} or {@code ?uuid=}. HTTP/1.1, no redirects (they would carry the account
 * elsewhere). Thread-safe.
 */
public final class RedfishDriver implements BmcDriver, AutoCloseable {
    /** As nodes name it. */
    public static final String NAME = "redfish";

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient client;
    private final Clock clock;
    private final PeerTrust trust;
    private final Pacing pacing;
    private final BasicRefusals refusals = new BasicRefusals();

    /** For the engine. @param authorities who must have signed the BMCs' certificates; empty where each is known by the one that it showed first */
    public RedfishDriver(Clock clock, Optional<X509ExtendedTrustManager> authorities, Executor executor) {
        this(clock, authorities, TrustAdvice.OF_THE_ENGINE, executor);
    }

    /** @param advice what is said where a certificate is not believed */
    public RedfishDriver(
            Clock clock, Optional<X509ExtendedTrustManager> authorities, TrustAdvice advice, Executor executor) {
        this.trust = new PeerTrust(authorities, advice);
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
        return NAME;
    }

    @Override
    public BmcSession open(BmcAddress address, Optional<Credential> credential, Optional<CertificateMemory> certificate)
            throws BmcTrouble {
        RedfishPlace place = RedfishPlace.of(address);
        return new RedfishSession(link(place, credential, certificate), place.choice());
    }

    private RedfishLink link(
            RedfishPlace place, Optional<Credential> credential, Optional<CertificateMemory> certificate) {
        PeerTrust.Watch watch =
                place.isSecured() ? trust.expect(place.host(), place.port(), certificate) : PeerTrust.none();
        RedfishTransport transport = new RedfishTransport(client, clock, place.base(), watch);
        return new RedfishLink(transport, new RedfishLogin(transport, clock, credential, refusals), clock, pacing);
    }

    @Override
    public ProbeReport probe(
            BmcAddress address,
            Optional<Credential> credential,
            Optional<CertificateMemory> certificate,
            InstantSource since,
            Instant until) {
        return probe(address, credential, certificate, () -> until);
    }

    /** The same where each stage may take so long. */
    public ProbeReport probe(
            BmcAddress address,
            Optional<Credential> credential,
            Optional<CertificateMemory> certificate,
            Duration patience) {
        return probe(address, credential, certificate, () -> clock.instant().plus(patience));
    }

    private ProbeReport probe(
            BmcAddress address,
            Optional<Credential> credential,
            Optional<CertificateMemory> certificate,
            Supplier<Instant> until) {
        RedfishPlace place;
        try {
            place = RedfishPlace.of(address);
        } catch (BmcTrouble e) {
            ProbeReport.Step failed = new ProbeReport.Step("reading the address", e.detail(), 0);
            return new ProbeReport(address.value(), List.of(failed), Map.of(), Optional.of(e.kind()));
        }
        RedfishDoor door = new RedfishDoor(place, trust.context(), clock);
        return new RedfishProbe(door, link(place, credential, certificate), place.choice(), clock, until)
                .run(address.value());
    }

    /** Ends every pause and request. */
    @Override
    public void close() {
        pacing.close();
        client.shutdownNow();
    }
}
