package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.boot.admission.AdmissionLimits;
import io.rackledger.boot.http.HttpLimits;
import io.rackledger.boot.report.StrangerLimits;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.WaitId;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.ArtifactServed;
import io.rackledger.core.signal.SignalBody.BootScriptServed;
import io.rackledger.core.signal.SignalBody.RequestRefused;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many machines at once, and one that asks too often. */
final class BootStormTest {
    private static final int MACHINES = 1000;
    private static final int RACKS = 10;
    private static final int PLACES = 40;
    private static final int KERNEL = 300_000;

    @TempDir
    Path directory;

    private Rack rack;

    private void start(AdmissionLimits limits) throws IOException {
        rack = new Rack(
                directory,
                settings -> settings.withAdmission(limits)
                        .withTimes(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(20)));
        Files.write(rack.files.resolve("vmlinuz"), new byte[KERNEL]);
    }

    @AfterEach
    void stop() {
        rack.close();
    }

    private static MacAddress mac(int machine) {
        return MacAddress.parse("52:54:00:01:%02x:%02x".formatted(machine / 256, machine % 256));
    }

    private void plan(int machine) {
        NodeId node = NodeId.parse(new UUID(7, machine).toString());
        BootPlan plan = new BootPlan(
                node,
                "n" + machine,
                new TreeSet<>(List.of(mac(machine))),
                BootPlanKind.INSPECT,
                Optional.of(AttemptId.of(node, 1)),
                Optional.of(new WaitId(1)),
                BootStage.EPHEMERAL,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                3,
                Optional.empty(),
                machine);
        rack.log.bootPlanLog().publish(plan).join();
    }

    /** Places are too few by far and so is the queue, so most are told to come back, as iPXE then does. */
    @Test
    void allOfAThousandMachinesBootAtOnceAndNoMoreThanTheirPlacesLoadTogether() throws Exception {
        start(AdmissionLimits.DEFAULT
                .withDownloads(PLACES, PLACES / RACKS * 2, 24)
                .withWaiting(200, Duration.ofMillis(500), Duration.ofSeconds(1))
                .withSmall(1000));
        List<Callable<Integer>> machines = new ArrayList<>();
        for (int machine = 0; machine < MACHINES; machine++) {
            plan(machine);
            int number = machine;
            machines.add(() -> boot(number));
        }
        int turnedAway = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> each : threads.invokeAll(machines)) {
                turnedAway += each.get();
            }
        }
        Waiting.until(() -> rack.signals.of(ArtifactServed.class).size() == MACHINES);

        assertThat(rack.signals.of(BootScriptServed.class).stream()
                        .map(each -> each.subject().key())
                        .distinct())
                .hasSize(MACHINES);
        assertThat(rack.signals.of(ArtifactServed.class))
                .allMatch(signal -> ((ArtifactServed) signal.body()).complete())
                .extracting(signal -> signal.subject().key())
                .doesNotHaveDuplicates();
        assertThat(rack.services.admission().downloads().peak()).isEqualTo(PLACES);
        assertThat(rack.services.admission().downloads().refused()).isEqualTo(turnedAway);
        assertThat(turnedAway).isPositive();
        assertThat(rack.services.admission().downloads().open()).isZero();
        assertThat(rack.signals.of(RequestRefused.class))
                .as("told once of each")
                .extracting(signal -> signal.subject().key())
                .doesNotHaveDuplicates();
    }

    /** How often it was told to come back. */
    private int boot(int machine) {
        String address = "127.1." + machine % RACKS + "." + (1 + machine / RACKS);
        String path = tokenPath(address, machine);
        int turnedAway = 0;
        while (true) {
            try (RawHttp raw = new RawHttp(address, rack.services.port())) {
                String head = raw.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nUser-Agent: iPXE/1.0.0\r\n\r\n")
                        .readUntil("\r\n\r\n");
                if (head.startsWith("HTTP/1.1 200")) {
                    raw.skip(KERNEL);
                    return turnedAway;
                }
                assertThat(head).startsWith("HTTP/1.1 503").contains("retry-after: ");
                turnedAway++;
                String seconds = head.replaceAll("(?s).*retry-after: ([0-9]+)\r\n.*", "$1");
                // What the machine does: it is no wait for the server.
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, Long.parseLong(seconds), TimeUnit.SECONDS)
                        .join();
            }
        }
    }

    private String tokenPath(String address, int machine) {
        try (RawHttp raw = new RawHttp(address, rack.services.port())) {
            String script = raw.send("GET /boot/" + mac(machine) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .readAll();
            assertThat(script).startsWith("HTTP/1.1 200");
            return script.replaceAll("(?s).*kernel http://[^/]+(/files/vmlinuz\\?t=[a-z2-7]{32}).*", "$1");
        }
    }

    @Test
    void aMachineThatAsksTooOftenIsToldToComeBackAndOthersAreServed() throws IOException {
        start(AdmissionLimits.DEFAULT);
        plan(1);
        plan(2);
        HttpResponse<String> last = rack.get("/boot/" + mac(1));
        for (int i = 0; i < 40; i++) {
            last = rack.get("/boot/" + mac(1));
        }

        assertThat(last.statusCode()).isEqualTo(503);
        assertThat(Integer.parseInt(last.headers().firstValue("retry-after").orElseThrow()))
                .isBetween(5, 10);
        assertThat(rack.get("/boot/" + mac(2)).statusCode()).isEqualTo(200);
        assertThat(rack.services.admission().refusedScripts()).isBetween(18L, 21L);
        List<Signal> told = rack.signals.of(RequestRefused.class);
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().body().toString()).contains("status=503", "asks too often");
    }

    /** Machines that were cut off in mid-download must not keep out the others. */
    @Test
    void aDownloadThatStandsStillGivesItsPlaceToAnother() throws IOException {
        rack = new Rack(
                directory,
                settings -> settings.withAdmission(AdmissionLimits.DEFAULT
                                .withDownloads(1, 1, 24)
                                .withWaiting(10, Duration.ofSeconds(10), Duration.ofSeconds(1)))
                        .withLimits(HttpLimits.DEFAULT.withQuiet(Duration.ofMillis(300)), StrangerLimits.DEFAULT));
        Files.write(rack.files.resolve("big.img"), new byte[40_000_000]);
        try (RawHttp stuck = new RawHttp(rack.services.port())) {
            stuck.send("GET /files/big.img HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("\r\n\r\n");

            assertThat(rack.get("/files/big.img").statusCode()).isEqualTo(200);
        }
    }
}
