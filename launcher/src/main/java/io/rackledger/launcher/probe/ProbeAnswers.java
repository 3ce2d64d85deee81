package io.rackledger.launcher.probe;

import io.rackledger.launcher.meter.Meters;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/** Answers probes and scrapes by path. Reads only what is known already. Thread-safe. */
public final class ProbeAnswers {
    /** The paths that are answered, each exactly. */
    public static final List<String> PATHS = List.of("/livez", "/readyz", "/startupz", "/metrics");

    private static final String API = "/api/";
    private static final String QUERY = "query";
    private static final String BOOT = "boot";
    private static final Set<String> OTHERS_THAN_MACHINES = Set.of("command", QUERY);
    /** A process that only serves machines goes on without these, by what is on its disk. */
    private static final Set<String> OF_THE_LOG = Set.of("log", "folds", "writes", "fitness", "replica");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Health health;
    private final Meters meters;
    private final Set<String> roles;
    private final Map<String, BiFunction<String, String, Reply>> further = new ConcurrentSkipListMap<>();

    /** What JSON says; {@code status} is ok, degraded or failed. */
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
            case "/livez" -> probe("livez", health.live(), asked, _ -> false);
            case "/readyz" -> probe("readyz", health.ready(role), asked, check -> spared(check, role));
            case "/startupz" -> probe("startupz", health.startup(), asked, _ -> false);
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

    /** Further paths that a process without the API answers; a later one of the same prefix takes the place of the former. */
    void also(String prefix, BiFunction<String, String, Reply> answers) {
        further.put(prefix, answers);
    }

    /** @param query as sent, without the question mark */
    Optional<Reply> further(String path, String query) {
        return further.entrySet().stream()
                .filter(each -> path.startsWith(each.getKey()))
                .map(each -> each.getValue().apply(path, query))
                .findFirst();
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

    /**
     * Whether the trouble makes the process degraded and not unready: answers need PostgreSQL, and whoever routes by the probe must not
     * keep commands from a process that can take them, nor machines from one that serves them without the log.
     */
    private boolean spared(Check check, String role) {
        boolean serves = roles.contains(BOOT) && Collections.disjoint(roles, OTHERS_THAN_MACHINES);
        boolean answers =
                role.isEmpty() && !roles.equals(Set.of(QUERY)) && check.roles().equals(Set.of(QUERY));
        boolean asked = role.isEmpty() || role.equals(BOOT);
        return answers || (serves && asked && OF_THE_LOG.contains(check.name()));
    }

    private static Reply probe(String name, List<Check> checks, List<String> asked, Predicate<Check> spared) {
        List<Check> failed = checks.stream().filter(check -> !check.ok()).toList();
        List<Check> degraded = failed.stream().filter(spared).toList();
        boolean ok = failed.size() == degraded.size();
        int status = ok ? 200 : 503;
        if (asked.contains("format=json")) {
            List<Entry> entries = checks.stream()
                    .map(c -> new Entry(c.name(), c.ok(), c.reason(), c.since().toString()))
                    .toList();
            Report report = new Report(name, ok ? degraded.isEmpty() ? "ok" : "degraded" : "failed", entries);
            return new Reply(status, "application/json", JSON.writeValueAsString(report) + "\n");
        }
        if (failed.isEmpty() && !asked.contains("verbose")) {
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
        return Reply.text(status, words + name + (ok ? " check passed" : " check failed") + words(degraded) + "\n");
    }

    private static String words(List<Check> degraded) {
        return degraded.isEmpty()
                ? ""
                : ", degraded: "
                        + String.join(", ", degraded.stream().map(Check::name).toList());
    }
}
