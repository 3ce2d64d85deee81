package io.rackledger.launcher.probe;

import io.rackledger.launcher.meter.Meters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Answers probes and scrapes by path. Reads only what is known already. Thread-safe. */
public final class ProbeAnswers {
    /** The paths that are answered, each exactly. */
    public static final List<String> PATHS = List.of("/livez", "/readyz", "/startupz", "/metrics");

    private static final String API = "/api/";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Health health;
    private final Meters meters;
    private final Set<String> roles;

    /** What JSON says. */
    private record Report(String probe, String status, List<Entry> checks) {}

    private record Entry(String name, boolean ok, String reason, String since) {}

    ProbeAnswers(Health health, Meters meters, Set<String> roles) {
        this.health = health;
        this.meters = meters;
        this.roles = Set.copyOf(roles);
    }

    /**
     * @param query as sent, without the question mark: {@code verbose}, {@code format=json}, {@code role=command}
     */
    public Reply answer(String path, String query) {
        List<String> asked = List.of(query.split("&", -1));
        String role = asked.stream()
                .filter(part -> part.startsWith("role="))
                .map(part -> part.substring("role=".length()))
                .findFirst()
                .orElse("");
        if (!role.isEmpty() && !roles.contains(role)) {
            return Reply.text(400, "role: this process has no such role; it has " + String.join(", ", sorted()) + "\n");
        }
        return switch (path) {
            case "/metrics" -> new Reply(200, Meters.CONTENT_TYPE, meters.scrape());
            case "/livez" -> probe("livez", health.live(), asked);
            case "/readyz" -> probe("readyz", health.ready(role), asked);
            case "/startupz" -> probe("startupz", health.startup(), asked);
            default -> Reply.text(404, "use one of " + String.join(", ", PATHS) + "\n");
        };
    }

    /**
     * What to say to whoever asks for the API before it is there; empty where this process will never have one, or is no longer
     * starting.
     */
    Optional<Reply> beforeTheApi(String path) {
        return path.startsWith(API) && health.startup().stream().anyMatch(check -> !check.ok())
                ? Optional.of(
                        new Reply(503, "application/problem+json", JSON.writeValueAsString(Starting.PROBLEM) + "\n"))
                : Optional.empty();
    }

    /** A problem as RFC 9457 has it, with the members that the API's own problems have. */
    private record Starting(String type, String title, int status, String detail, String code, String remedy) {
        private static final Starting PROBLEM = new Starting(
                "about:blank",
                "Starting",
                503,
                "the engine is starting; GET /startupz?verbose tells how far it is",
                "STARTING",
                "ask again in a few seconds");
    }

    private List<String> sorted() {
        return roles.stream().sorted().toList();
    }

    private static Reply probe(String name, List<Check> checks, List<String> asked) {
        boolean ok = checks.stream().allMatch(Check::ok);
        int status = ok ? 200 : 503;
        if (asked.contains("format=json")) {
            List<Entry> entries = checks.stream()
                    .map(c -> new Entry(c.name(), c.ok(), c.reason(), c.since().toString()))
                    .toList();
            Report report = new Report(name, ok ? "ok" : "failed", entries);
            return new Reply(status, "application/json", JSON.writeValueAsString(report) + "\n");
        }
        if (ok && !asked.contains("verbose")) {
            return Reply.text(status, "ok\n");
        }
        StringBuilder words = new StringBuilder();
        checks.forEach(check -> words.append(check.ok() ? "[+]" : "[-]")
                .append(check.name())
                .append(check.ok() ? " ok" : " failed")
                .append(": ")
                .append(check.reason())
                .append(" (since ")
                .append(check.since())
                .append(")\n"));
        return Reply.text(status, words + name + (ok ? " check passed" : " check failed") + "\n");
    }
}
