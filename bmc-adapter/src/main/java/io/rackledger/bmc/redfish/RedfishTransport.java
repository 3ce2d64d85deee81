package io.rackledger.bmc.redfish;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.redfish.tls.PeerTrust;
import io.rackledger.bmc.redfish.tls.RefusedCertificateException;
import io.rackledger.core.identity.Text;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One BMC over HTTP: sends, bounds, and sorts what comes back. Every other status than 2xx is a trouble. */
final class RedfishTransport {
    private static final long LARGEST_BODY = 1 << 20;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client;
    private final Clock clock;
    private final URI base;
    private final Optional<Credential> credential;
    private final PeerTrust.Watch watch;

    RedfishTransport(HttpClient client, Clock clock, URI base, Optional<Credential> credential, PeerTrust.Watch watch) {
        this.client = client;
        this.clock = clock;
        this.base = base;
        this.credential = credential;
        this.watch = watch;
    }

    /** Host and port, for messages. */
    String authority() {
        return base.getAuthority();
    }

    RedfishAnswer get(String path, Instant until) throws BmcTrouble {
        return send("GET", path, "", Optional.empty(), until);
    }

    RedfishAnswer send(String method, String path, String json, Optional<String> ifMatch, Instant until)
            throws BmcTrouble {
        HttpRequest.Builder request = HttpRequest.newBuilder(onThisBmc(path))
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .header("Accept", "application/json")
                .header("OData-Version", "4.0");
        credential.ifPresent(c -> request.header("Authorization", basic(c)));
        ifMatch.ifPresent(etag -> request.header("If-Match", etag));
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        String what = method + " " + path;
        HttpResponse<byte[]> response = exchange(request.build(), what, until);
        return sorted(response, what);
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

    private HttpResponse<byte[]> exchange(HttpRequest request, String what, Instant until) throws BmcTrouble {
        Duration left = Duration.between(clock.instant(), until);
        Duration patience = left.compareTo(LONGEST_REQUEST) < 0 ? left : LONGEST_REQUEST;
        if (patience.isNegative() || patience.isZero()) {
            throw unreachable("was not asked again (" + what + "): the time for it is over");
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
            throw untrusted(String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unreachable("did not answer " + what + " within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw failed(what, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unreachable("was not waited for (" + what + "): bmc-adapter is stopping");
        }
    }

    private BmcTrouble failed(String what, Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof RefusedCertificateException refused) {
                return untrusted(String.valueOf(refused.getMessage()));
            }
        }
        if (cause instanceof SSLHandshakeException) {
            return new BmcTrouble(
                    FailureKind.CIPHER,
                    "TLS",
                    BmcTrouble.NO_STATUS,
                    "BMC " + authority() + " agrees on no TLS 1.2 or 1.3 with us: " + cause.getMessage()
                            + "; update its firmware, or switch TLS 1.2 on there");
        }
        return unreachable("could not be asked " + what + ": " + reason(cause));
    }

    private RedfishAnswer sorted(HttpResponse<byte[]> response, String what) throws BmcTrouble {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return new RedfishAnswer(
                    status, parse(response.body(), what), response.headers().firstValue("ETag"), ahead(response));
        }
        String said = "answered " + status + " to " + what + explanation(response.body());
        throw trouble(kind(status), status, said + hint(status));
    }

    /** During POST, while settings apply, or already in the state asked for: reading again will tell. */
    private static FailureKind kind(int status) {
        return switch (status) {
            case 401 -> FailureKind.AUTH;
            case 403 -> FailureKind.PRIVILEGE;
            case 405, 501 -> FailureKind.UNSUPPORTED;
            case 400, 409 -> FailureKind.WRONG_STATE;
            case 408, 412, 425, 429, 500, 502, 503, 504 -> FailureKind.BUSY;
            default -> FailureKind.REFUSED;
        };
    }

    private static String hint(int status) {
        return switch (status) {
            case 401 -> "; user or password of the node's BMC account is wrong, or it has none";
            case 403 -> "; the account lacks the privilege";
            case 404 -> "; the path in the BMC address is not a system of this BMC";
            default -> "";
        };
    }

    private JsonNode parse(byte[] body, String what) throws BmcTrouble {
        if (body.length == 0) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw busy("answered " + what + " with something that is not JSON");
        }
    }

    private static String explanation(byte[] body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            String extended =
                    error.path("@Message.ExtendedInfo").path(0).path("Message").asString("");
            String message = extended.isEmpty() ? error.path("message").asString("") : extended;
            return message.isEmpty() ? "" : " (" + Text.bounded(message, 160) + ")";
        } catch (JacksonException e) {
            return "";
        }
    }

    private Duration ahead(HttpResponse<byte[]> response) {
        Optional<String> date = response.headers().firstValue("Date");
        if (date.isEmpty()) {
            return Duration.ZERO;
        }
        try {
            Instant theirs = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.get()));
            return Duration.between(clock.instant(), theirs);
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private static String basic(Credential credential) {
        byte[] pair = (credential.user() + ":" + credential.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return "no answer when connecting";
        }
        String message = cause.getMessage();
        if (cause instanceof ConnectException && (message == null || message.isBlank())) {
            // The client of the JDK says no more than that.
            return "nobody listens there, or no route leads there";
        }
        String kind = cause instanceof IOException ? cause.getClass().getSimpleName() : cause.toString();
        return message == null || message.isBlank() ? kind : kind + ", " + message;
    }

    private BmcTrouble untrusted(String said) {
        return new BmcTrouble(FailureKind.CERTIFICATE, "TLS", BmcTrouble.NO_STATUS, "BMC " + authority() + " " + said);
    }

    /** The work is over. */
    void close() {
        watch.close();
    }

    private BmcTrouble unreachable(String said) {
        return new BmcTrouble(FailureKind.UNREACHABLE, "BMC " + authority() + " " + said);
    }

    private BmcTrouble trouble(FailureKind kind, int status, String said) {
        return new BmcTrouble(kind, "HTTP", status, "BMC " + authority() + " " + said);
    }

    BmcTrouble busy(String said) {
        return new BmcTrouble(FailureKind.BUSY, "BMC " + authority() + " " + said);
    }

    BmcTrouble refused(String said) {
        return new BmcTrouble(FailureKind.REFUSED, "BMC " + authority() + " " + said);
    }
}
