package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.redfish.tls.Fingerprint;
import io.rackledger.bmc.redfish.tls.PeerTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** The way to a service before anything of HTTP, one step after the other: the host's address, a connection, TLS. For one thread. */
final class RedfishDoor implements AutoCloseable {
    private final RedfishPlace place;
    private final SSLContext tls;
    private final Clock clock;
    private final RedfishErrors errors;
    private Socket socket = new Socket();

    RedfishDoor(RedfishPlace place, SSLContext tls, Clock clock) {
        this.place = place;
        this.tls = tls;
        this.clock = clock;
        this.errors = new RedfishErrors(place.base().getAuthority());
    }

    RedfishPlace place() {
        return place;
    }

    /** The first address of the host; the system's resolver knows no deadline of its own. */
    InetAddress resolve(Instant until) throws BmcTrouble {
        FutureTask<InetAddress> look = new FutureTask<>(() -> InetAddress.getByName(place.host()));
        Thread.ofVirtual().name("redfish-resolver").start(look);
        try {
            return look.get(millis(until), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw errors.unreachable("has a host name that cannot be resolved; use its IP address");
        } catch (TimeoutException e) {
            look.cancel(true);
            throw errors.unreachable("has a host name that was not resolved in time; use its IP address");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw errors.unreachable("was not waited for: bmc-adapter is stopping");
        }
    }

    void connect(InetAddress host, Instant until) throws BmcTrouble {
        int millis = millis(until);
        try {
            socket.connect(new InetSocketAddress(host, place.port()), millis);
        } catch (SocketTimeoutException e) {
            throw errors.unreachable("did not answer within " + millis + " ms");
        } catch (IOException e) {
            throw errors.unreachable("lets nobody connect: " + e.getMessage());
        }
    }

    /** Shakes hands, which tells whether the certificate is believed; returns what was agreed on, by name. */
    Map<String, String> secure(Instant until) throws BmcTrouble {
        int millis = millis(until);
        try {
            SSLSocket secured =
                    (SSLSocket) tls.getSocketFactory().createSocket(socket, place.host(), place.port(), true);
            socket = secured;
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.setSoTimeout(millis);
            secured.startHandshake();
            return agreed(secured.getSession());
        } catch (SocketTimeoutException e) {
            throw errors.ofTls(FailureKind.SILENT, "did not answer within " + millis + " ms");
        } catch (SSLException e) {
            throw errors.ofHandshake(e)
                    .orElseGet(() -> errors.ofTls(
                            FailureKind.CORRUPT,
                            "speaks no TLS at this port (" + e.getMessage() + "); is it that of HTTPS?"));
        } catch (IOException e) {
            throw errors.ofTls(FailureKind.SILENT, "hung up: " + e.getMessage());
        } catch (CertificateException e) {
            throw errors.untrusted(e);
        }
    }

    private static Map<String, String> agreed(SSLSession session) throws CertificateException {
        X509Certificate leaf = PeerTrust.leaf(session);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("TLS", session.getProtocol() + ", " + session.getCipherSuite());
        facts.put(
                "certificate",
                Fingerprint.owner(leaf) + ", until "
                        + leaf.getNotAfter().toInstant().atZone(ZoneOffset.UTC).toLocalDate());
        facts.put("certificate's SHA-256", Fingerprint.of(leaf));
        return facts;
    }

    private int millis(Instant until) {
        return (int) Math.clamp(Duration.between(clock.instant(), until).toMillis(), 1, Integer.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
