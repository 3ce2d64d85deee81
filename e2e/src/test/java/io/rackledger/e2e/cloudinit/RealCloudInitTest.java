package io.rackledger.e2e.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.e2e.LeftBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real Debian cloud-init is the machine: through a whole life to active, and through the ways in which machines fail silently.
 * Needs root, debootstrap, ip, nft and unshare; without them it is skipped, and says so.
 */
@ResourceLock("the root file system with cloud-init")
class RealCloudInitTest {
    private static final Path SCRIPTS = Path.of("src/test/sh").toAbsolutePath();
    private static final Duration ROOT_LIMIT = Duration.ofMinutes(10);
    private static final Duration RUN_LIMIT = Duration.ofMinutes(12);
    private static final Set<String> ROUTE_IS_TO_BLAME =
            Set.of("NO_METADATA_FETCH", "NO_USERDATA_FETCH", "REPORT_MISSING");
    private static final String SPACE = "rl-e2e-" + ProcessHandle.current().pid();

    @TempDir
    static Path work;

    private static final Map<String, ScenarioResult> RESULTS = new TreeMap<>();

    @BeforeAll
    static void runAllScenariosInANamespaceOfTheirOwn() throws IOException {
        Assumptions.assumeTrue(possible(), "skipped");
        Shell.run(
                ROOT_LIMIT, Map.of(), List.of("sh", SCRIPTS.resolve("mkroot.sh").toString()));
        LeftBehind.namespace(SPACE);
        ip("netns", "add", SPACE);
        ip("-n", SPACE, "link", "set", "lo", "up");
        Path results = work.resolve("results.jsonl");
        Shell.run(
                RUN_LIMIT,
                Map.of(),
                List.of(
                        "ip",
                        "netns",
                        "exec",
                        SPACE,
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScenarioRun.class.getName(),
                        SCRIPTS.toString(),
                        work.toString(),
                        results.toString()));
        for (String line : Files.readAllLines(results)) {
            ScenarioResult result = JsonMapper.builder().build().readValue(line, ScenarioResult.class);
            RESULTS.put(result.name(), result);
        }
        report();
    }

    @AfterAll
    static void removeTheNamespace() {
        if (!RESULTS.isEmpty() || possible()) {
            ip("netns", "delete", SPACE);
        }
    }

    @TestFactory
    Stream<DynamicTest> endsAsItMustWithTheReasonNamed() {
        return Scenarios.all().stream()
                .map(scenario ->
                        DynamicTest.dynamicTest(scenario.name(), () -> check(scenario, RESULTS.get(scenario.name()))));
    }

    private static void check(Scenario scenario, ScenarioResult result) {
        assertThat(result.error()).as("the scenario ran to its end").isEmpty();
        assertThat(result.state()).as("state; sentence: " + result.sentence()).isEqualTo(scenario.endState());
        assertThat(result.everActive()).as("was it ever active").isEqualTo(scenario.good());
        if (scenario.good()) {
            assertThat(result.links())
                    .as("active rests on the installed system's own report")
                    .contains("user data applied", "all steps done", "final cloud-init report");
            return;
        }
        assertThat(result.code()).as("sentence: " + result.sentence()).isIn(scenario.codes());
        assertThat(result.sentence()).contains(scenario.name());
        scenario.words().forEach(word -> assertThat(result.sentence()).contains(word));
        if (ROUTE_IS_TO_BLAME.contains(result.code())) {
            assertThat(result.sentence())
                    .as("both ends of the route")
                    .contains(result.machine())
                    .containsAnyOf(Rack.METADATA + ":" + Rack.BOOT_PORT, Rack.ENGINE + ":" + Rack.BOOT_PORT);
        }
        assertThat(result.lastGoodLink()).isNotEqualTo("none");
        assertThat(result.missingLink()).isNotEqualTo("none");
        assertThat(result.detectedAfterSeconds()).isBetween(0.0, 240.0);
        if (scenario.force()) {
            assertThat(result.refusedStatus()).isEqualTo(400);
            assertThat(result.refusedDetail()).contains("line");
        }
    }

    private static boolean possible() {
        boolean root = "root".equals(System.getProperty("user.name"));
        List<String> missing = Stream.of("debootstrap", "ip", "nft", "unshare")
                .filter(program -> !Shell.has(program))
                .toList();
        if (root && missing.isEmpty()) {
            return true;
        }
        System.err.println("SKIPPED: the scenarios with the real cloud-init need root and " + missing
                + "; .ci/run installs what is missing");
        return false;
    }

    private static void report() {
        RESULTS.values()
                .forEach(each -> System.out.printf(
                        "%-22s %-15s %6.1f s  %s: %s%n",
                        each.name(), each.state(), each.detectedAfterSeconds(), each.code(), each.sentence()));
    }

    private static void ip(String... arguments) {
        Shell.run(
                Duration.ofSeconds(20),
                Map.of(),
                Stream.concat(Stream.of("ip"), Stream.of(arguments)).toList());
    }
}
