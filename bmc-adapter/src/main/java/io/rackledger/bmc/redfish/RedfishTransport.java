package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.redfish.tls.PeerTrust;
import io.rackledger.core.identity.Text;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One BMC over HTTP: sends, bounds, and reads what comes back. */
final class RedfishTransport implements RedfishWire {
    private static final long LARGEST_BODY = 1 << 20;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);

    private final HttpClient client;
    private final Clock clock;
    private final URI base;
    private final PeerTrust.Watch watch;
    private final RedfishErrors errors;
    private boolean answering;

    RedfishTransport(HttpClient client, Clock clock, URI base, PeerTrust.Watch watch) {
        this.client = client;
        this.clock = clock;
        this.base = base;
        this.watch = watch;
        this.errors = new RedfishErrors(base.getAuthority());
    }

    @Override
    public String authority() {
        return base.getAuthority();
    }

    @Override
    public RedfishErrors errors() {
        return errors;
    }

    @Override
    public boolean isAnswering() {
        return answering;
    }

    @Override
    public RedfishAnswer send(RedfishRequest request, Instant until) throws BmcTrouble {
        answering = false;
        HttpRequest.Builder http = HttpRequest.newBuilder(onThisBmc(request.path()));
        request.writeTo(http);
        HttpResponse<byte[]> response = exchange(http.build(), request.words(), until);
        answering = true;
        return RedfishAnswer.read(response.statusCode(), response.body(), response.headers())
                .orElseThrow(() -> errors.trouble(
                        FailureKind.CORRUPT, "answered " + request.words() + " with something that is not JSON"));
    }

    /** A path that the BMC named must lead back to the same BMC: the account must not go elsewhere. */
    private URI onThisBmc(String path) throws BmcTrouble {
        if (!path.startsWith("/") || path.startsWith("//")) {
            throw refused("points to '" + Text.shorten(path) + "', which is not a path of its own");
        }
        try {
            return base.resolve(path);
        } catch (IllegalArgumentException e) {
            throw refused("points to '" + Text.shorten(path) + "', which is not a path");
        }
    }

    private BmcTrouble refused(String said) {
        return errors.trouble(FailureKind.REFUSED, said);
    }

    private HttpResponse<byte[]> exchange(HttpRequest request, String what, Instant until) throws BmcTrouble {
        Duration left = Duration.between(clock.instant(), until);
        Duration patience = left.compareTo(LONGEST_REQUEST) < 0 ? left : LONGEST_REQUEST;
        if (patience.isNegative() || patience.isZero()) {
            throw errors.unreachable("was not asked again (" + what + "): the time for it is over");
        }
        BodyHandler<byte[]> bounded = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_BODY);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, bounded);
        try {
            HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (response.sslSession().isPresent()) {
                watch.answered(response.sslSession().get());
            }
            return response;
        } catch (CertificateException e) {
            throw errors.untrusted(e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw errors.unreachable("did not answer " + what + " within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw failed(what, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw errors.unreachable("was not waited for (" + what + "): bmc-adapter is stopping");
        }
    }

    private BmcTrouble failed(String what, Throwable cause) {
        return errors.ofHandshake(cause)
                .orElseGet(() -> errors.unreachable("could not be asked " + what + ": " + reason(cause)));
    }

    private static String reason(Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return "no answer when connecting";
        }
        if (cause instanceof ConnectException && isUnresolved(cause)) {
            return "its host name cannot be resolved; use its IP address";
        }
        String message = cause.getMessage();
        if (cause instanceof ConnectException && (message == null || message.isBlank())) {
            // The client of the JDK says no more than that.
            return "nobody listens there, or no route leads there";
        }
        String kind = cause instanceof IOException ? cause.getClass().getSimpleName() : cause.toString();
        return message == null || message.isBlank() ? kind : kind + ", " + message;
    }

    private static boolean isUnresolved(Throwable cause) {
        Throwable why = cause;
        while (why != null && !(why instanceof UnresolvedAddressException)) {
            why = why.getCause();
        }
        return why != null;
    }

    @Override
    public void close() {
        watch.close();
    }
}
