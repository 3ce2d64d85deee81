package io.rackledger.launcher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.event.EventSettings;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole engine tells after a load of 500 nodes, against what the documents say; and one trace from its start to its end. */
final class MetricsTest {
    private static final int NODES = 500;
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Pattern NAME = Pattern.compile("rackledger_[a-z_]+");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!=|=)\\s*\\\\?\"");
    private static final Set<String> OF_PROMETHEUS = Set.of("le", "instance", "job", "area");

    @TempDir
    private static Path folder;

    private static WatchedEngine engine;
    private static ScheduledExecutorService scheduler;
    private static SimulatedRedfishBmc bmc;

    @BeforeAll
    static void startEngineUnderLoad() throws Exception {
        engine = WatchedEngine.start(
                folder, bmcs -> bmcs.receiving(Optional.of(WatchedEngine.events(folder, EventSettings.HOURLY))));
        scheduler = Executors.newSingleThreadScheduledExecutor();
        bmc = SimulatedRedfishBmc.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "rack-0",
                Optional.of(WatchedEngine.ACCOUNT),
                Duration.ofMillis(20),
                scheduler,
                Clock.systemUTC());
        enroll(0, NODES);
        enrollWithBmc();
        engine.getUrl("http://127.0.0.1:" + engine.bootPort() + "/boot/52:54:00:00:00:01");
        engine.getUrl("http://127.0.0.1:" + engine.bootPort() + "/no/such/path/by/anybody");
        engine.get("/api/v1/no-such-thing");
        refuse();
    }

    @AfterAll
    static void stopEngine() {
        bmc.close();
        scheduler.shutdownNow();
        engine.close();
    }

    private static void enroll(int from, int to) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            List<Future<Integer>> answers = IntStream.range(from, to)
                    .mapToObj(number -> threads.submit(() -> engine.send(
                                    "POST",
                                    "/api/v1/nodes",
                                    "{\"name\":\"load-%d\",\"ports\":[\"52:54:00:01:%02x:%02x\"]}"
                                            .formatted(number, number / 256, number % 256))
                            .statusCode()))
                    .toList();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(201);
            }
        }
    }

    private static void enrollWithBmc() throws Exception {
        HttpResponse<String> made = engine.send(
                "POST",
                "/api/v1/nodes",
                "{\"name\":\"rack-0\",\"ports\":[\"52:54:00:00:00:01\"],\"bmc\":\"" + bmc.address()
                        + "\",\"bmcCredential\":\"lab\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        HttpResponse<String> asked = engine.send(
                "POST",
                "/api/v1/nodes/rack-0/power",
                "{\"action\":\"on\"}",
                "traceparent",
                "00-" + TRACE + "-00f067aa0ba902b7-01");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        assertThat(asked.headers().firstValue("traceparent"))
                .hasValueSatisfying(trace -> assertThat(trace).startsWith("00-" + TRACE + "-"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(engine.scrape())
                        .anyMatch(line -> line.startsWith(
                                "rackledger_power_reports_total{failure=\"none\",outcome=\"confirmed\"")));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(engine.scrape())
                        .anyMatch(line ->
                                line.startsWith("rackledger_commands_total{") && line.contains("report-power")));
    }

    private static void refuse() throws Exception {
        HttpResponse<String> doubled =
                engine.send("POST", "/api/v1/nodes", "{\"name\":\"rack-0\",\"ports\":[\"52:54:00:00:00:09\"]}");
        assertThat(doubled.statusCode()).isEqualTo(409);
    }

    private static List<String> ours() throws Exception {
        return engine.scrape().stream()
                .filter(line -> line.startsWith("rackledger_"))
                .toList();
    }

    @Test
    void keepsTheNumberOfSeriesHoweverManyNodesThereAre() throws Exception {
        List<String> before = ours();
        enroll(NODES, NODES + 50);
        List<String> after = ours();

        assertThat(after).hasSizeLessThanOrEqualTo(before.size() + 20).hasSizeLessThan(1_200);
        assertThat(after)
                .noneMatch(line -> line.matches(".*\\bload-[0-9].*") || line.contains("52:54") || line.contains("such"))
                .noneMatch(line -> line.matches(".*[0-9a-f]{8}-[0-9a-f]{4}-.*"))
                .noneMatch(line -> line.contains("127.0.0.1"));
    }

    @Test
    void countsWhatWasDone() throws Exception {
        assertThat(ours())
                .anyMatch(
                        line -> line.matches(
                                        "rackledger_commands_total\\{outcome=\"done\",origin=\"operator\",verb=\"enroll\"\\} .*")
                                || line.matches(
                                        "rackledger_commands_total\\{origin=\"operator\",outcome=\"done\",verb=\"enroll\"\\} .*"))
                .anyMatch(line -> line.startsWith("rackledger_command_refusals_total{code=\"claimed\""))
                .anyMatch(line -> line.contains("route=\"boot/{mac}\""))
                .anyMatch(line ->
                        line.startsWith("rackledger_boot_requests_seconds_count{") && line.contains("route=\"none\""))
                .anyMatch(line ->
                        line.startsWith("rackledger_bmc_operations_seconds_count{") && line.contains("press-on"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ours())
                        .anyMatch(line -> line.matches("rackledger_nodes\\{state=\"enroll\"\\} 5[0-9][0-9]\\.0")));
    }

    /** Prometheus' own parser, as promtool has it. Its lint on names of others is not our business: only what it cannot parse. */
    @Test
    void isReadByPrometheusItself() throws Exception {
        Promtool tool = Promtool.find();
        Assumptions.assumeTrue(tool.isThere(), "promtool is not installed: the text was NOT parsed by Prometheus");
        Promtool.Run run = tool.run(engine.get("/metrics").body(), "check", "metrics");

        assertThat(run.exit()).as(run.output()).isIn(0, 3);
        assertThat(run.output().lines().filter(line -> line.startsWith("rackledger_")))
                .isEmpty();
        assertThat(tool.run("this is { no metric\n", "check", "metrics").exit()).isEqualTo(1);
    }

    @Test
    void hasAlertRulesThatFireAndStayQuietAsTheirTestsSay() throws Exception {
        Promtool tool = Promtool.find();
        Assumptions.assumeTrue(tool.isThere(), "promtool is not installed: the alert rules were NOT tested");
        Promtool.Run run = tool.run(
                "", "test", "rules", docs("alerts/rackledger.tests.yml").toString());
        assertThat(run.exit()).as(run.output()).isZero();
    }

    @Test
    void documentsEveryMetricAndItsLabelsAndNoOther() throws Exception {
        MetricsPage page = MetricsPage.read(docs("metrics.md"));
        ScrapedMetrics scraped = ScrapedMetrics.of(engine.scrape());

        assertThat(page.names()).containsAll(scraped.types().keySet());
        assertThat(scraped.types().keySet()).containsAll(page.always());
        scraped.types()
                .forEach((name, type) -> assertThat(page.type(name)).as(name).isEqualTo(type));
        scraped.labels()
                .forEach(
                        (name, labels) -> assertThat(page.labels(name)).as(name).isEqualTo(labels));
    }

    @Test
    void namesOnlyMetricsAndLabelsThatExistInDashboardAndAlerts() throws Exception {
        MetricsPage page = MetricsPage.read(docs("metrics.md"));
        for (String file : List.of("grafana/rackledger.json", "alerts/rackledger.rules.yml")) {
            String text = Files.readString(docs(file));
            Set<String> named = new TreeSet<>();
            NAME.matcher(text)
                    .results()
                    .map(found -> ScrapedMetrics.base(found.group()))
                    .forEach(named::add);
            assertThat(page.names()).as(file).containsAll(named);
            assertThat(named).as(file).hasSizeGreaterThan(8);
            expressions(file, text).forEach(line -> checkLabels(file, line, page));
        }
    }

    private static List<String> expressions(String file, String text) {
        String start = file.endsWith(".json") ? "\"expr\":" : "expr:";
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(start))
                .toList();
    }

    private static void checkLabels(String file, String line, MetricsPage page) {
        Set<String> known = new TreeSet<>(OF_PROMETHEUS);
        NAME.matcher(line).results().forEach(found -> known.addAll(page.labels(ScrapedMetrics.base(found.group()))));
        Set<String> used = new TreeSet<>();
        LABEL.matcher(line).results().forEach(found -> used.add(found.group(1)));
        Pattern.compile("by \\(([a-z_, ]+)\\)")
                .matcher(line)
                .results()
                .forEach(found -> used.addAll(List.of(found.group(1).split(", ?"))));
        assertThat(known).as(file + ": " + line).containsAll(used);
    }

    @Test
    void carriesOneTraceFromTheRequestOverTheEffectToWhatFollows() {
        try (TracedRecords records = new TracedRecords(engine.bootstrapServers())) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                Set<String> types = records.typesIn(TRACE);
                assertThat(types)
                        .anyMatch(type -> type.contains("power-action-requested"))
                        .anyMatch(type -> type.contains("power-reported"))
                        .anyMatch(type -> type.contains("power-action-ended"));
            });
            assertThat(records.spansIn(TRACE)).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    private static Path docs(String file) throws IOException {
        Path root = Path.of(System.getProperty("rackledger.root", "..")).toAbsolutePath();
        return root.resolve("docs").resolve(file).normalize();
    }
}
