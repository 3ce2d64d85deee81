package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.redfish.quirks.Quirks;
import io.rackledger.bmc.redfish.tls.RefusedCertificateException;
import io.rackledger.core.identity.Text;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import tools.jackson.databind.JsonNode;

/** Sorts answers with another status than 2xx (DSP0266, "Error responses"): by the messages' names, else by the status. */
final class RedfishErrors {
    private static final int LONGEST_MESSAGE = 160;
    private static final Pattern SYSTEM = Pattern.compile(".*/Systems/[^/]+/?");

    private final String authority;

    RedfishErrors(String authority) {
        this.authority = authority;
    }

    BmcTrouble trouble(RedfishRequest request, RedfishAnswer answer, Quirks quirks) {
        String said = "answered " + answer.status() + " to " + request.words() + explanation(answer.body());
        boolean noSystem =
                answer.status() == 404 && SYSTEM.matcher(request.path()).matches();
        String where = noSystem ? "; the path in the BMC address is not a system of this BMC" : "";
        return sorted(answer, quirks, said + where);
    }

    /** For a request that held a secret, which a BMC may repeat: its own words are left out but for the messages' names. */
    BmcTrouble troubleWithoutWords(RedfishRequest request, RedfishAnswer answer, Quirks quirks) {
        List<String> names = names(answer.body());
        String told = names.isEmpty() ? "" : " (" + Text.bounded(String.join(", ", names), LONGEST_MESSAGE) + ")";
        return sorted(answer, quirks, "answered " + answer.status() + " to " + request.words() + told);
    }

    private BmcTrouble sorted(RedfishAnswer answer, Quirks quirks, String said) {
        FailureKind kind = kind(answer.status(), names(answer.body()), quirks);
        return trouble(kind, answer.status(), said + hint(kind));
    }

    private static FailureKind kind(int status, List<String> names, Quirks quirks) {
        if (names.stream().anyMatch(quirks.sessionsFullMessages()::contains)) {
            return FailureKind.SESSIONS_FULL;
        }
        return names.stream().anyMatch(quirks.busyMessages()::contains) ? FailureKind.BUSY : kind(status);
    }

    /** A conflict is one with what the machine does now: during POST, while settings apply, or as it is so already. */
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

    private static String hint(FailureKind kind) {
        return switch (kind) {
            case AUTH -> "; user or password of the node's BMC account is wrong, or it has none";
            case PRIVILEGE -> "; the account lacks the privilege";
            case SESSIONS_FULL -> "; all of its sessions are taken, and end by themselves after some minutes";
            default -> "";
        };
    }

    /** The last part of a message's id: {@code NoValidSession} of {@code Base.1.8.NoValidSession}. */
    private static List<String> names(JsonNode body) {
        List<String> names = new ArrayList<>();
        for (JsonNode info : body.path("error").path("@Message.ExtendedInfo")) {
            String id = info.path("MessageId").asString("");
            names.add(id.substring(id.lastIndexOf('.') + 1));
        }
        String code = body.path("error").path("code").asString("");
        if (names.isEmpty() && !code.isEmpty()) {
            names.add(code.substring(code.lastIndexOf('.') + 1));
        }
        return names;
    }

    private static String explanation(JsonNode body) {
        JsonNode error = body.path("error");
        String extended =
                error.path("@Message.ExtendedInfo").path(0).path("Message").asString("");
        String message = extended.isEmpty() ? error.path("message").asString("") : extended;
        return message.isEmpty() ? "" : " (" + Text.bounded(message, LONGEST_MESSAGE) + ")";
    }

    BmcTrouble unreachable(String said) {
        return new BmcTrouble(FailureKind.UNREACHABLE, words(said));
    }

    BmcTrouble trouble(FailureKind kind, int status, String said) {
        return new BmcTrouble(kind, "HTTP", status, words(said));
    }

    BmcTrouble trouble(FailureKind kind, String said) {
        return new BmcTrouble(kind, words(said));
    }

    /** What went wrong in the handshake of TLS, before anything of HTTP; empty where it is nothing of TLS. */
    Optional<BmcTrouble> ofHandshake(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof RefusedCertificateException refused) {
                return Optional.of(untrusted(refused));
            }
        }
        return cause instanceof SSLHandshakeException
                ? Optional.of(ofTls(
                        FailureKind.CIPHER,
                        "agrees on no TLS 1.2 or 1.3 with us: " + cause.getMessage()
                                + "; update its firmware, or switch TLS 1.2 on there"))
                : Optional.empty();
    }

    BmcTrouble untrusted(CertificateException why) {
        return ofTls(FailureKind.CERTIFICATE, String.valueOf(why.getMessage()));
    }

    BmcTrouble ofTls(FailureKind kind, String said) {
        return new BmcTrouble(kind, "TLS", BmcTrouble.NO_STATUS, words(said));
    }

    private String words(String said) {
        return "BMC " + authority + " " + said;
    }
}
