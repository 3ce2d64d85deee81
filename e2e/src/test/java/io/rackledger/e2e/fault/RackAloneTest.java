package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rackledger.core.boot.Link;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.eventlog.codec.SignalCodec;
import io.rackledger.eventlog.codec.UnreadableException;
import io.rackledger.eventlog.spool.SpoolFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * R9: a rack whose boot services are cut off from Kafka, and restarted meanwhile, boots its machine alone: DHCP, TFTP, script, kernel, seed, steps,
 * all by the real servers. Before that, the same machine falls silent after its loader.
 */
final class RackAloneTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String MACHINE = "r1-n01";
    private static final String SERVER = "127.0.9.1";
    private static final String RELAY = "127.0.1.254";
    private static final int LOADER_BYTES = 70_000;

    @Test
    void bootsWhileKafkaIsAwayFromTheFirstMomentAndDeliversWhatItHeard() throws Exception {
        boolean root = "root".equals(System.getProperty("user.name"));
        if (!root) {
            System.err.println("SKIPPED: only root may have port 67");
        }
        assumeTrue(root, "only root may have port 67");
        Seed seed = Seed.of(getClass(), "bootsWhileKafkaIsAwayFromTheFirstMomentAndDeliversWhatItHeard");
        int tftp = FreePorts.next();
        try (Installation at = Installation.of("r9-rack-alone", 1);
                WireFirmware firmware = new WireFirmware(SERVER, tftp, RELAY)) {
            Files.write(Installation.bootFiles(at.home()).resolve("snponly.efi"), new byte[LOADER_BYTES]);
            EngineNode engine = engine(at);
            EngineNode rack = rack(at, tftp).start();
            engine.with("--boot-url", "http://127.0.0.1:" + rack.bootPort()).start();
            engine.awaitReady();
            rack.awaitReady();
            String bootUrl = "http://127.0.0.1:" + rack.bootPort();
            List<EngineNode> engines = List.of(engine);
            try (Fleet fleet = Fleet.start("f", 1, Map.of(), bootUrl, engines, at.history(), seed.value());
                    Board board = Board.open(at.brokers().bootstrapServers(), 1)) {
                fleet.install(1, firmware);
                fleet.enroll();
                fleet.live(() -> board, PATIENCE, List.of(Fleet.MANAGE));
                fallSilent(fleet, board, firmware);
                fleet.live(() -> board, PATIENCE, List.of(Fleet.MANAGE));

                List<Signal> spooled = bootAlone(at, rack, fleet, board, firmware);
                at.brokers().first().start();
                at.brokers().awaitAnswer();

                Node node = board.await(MACHINE, each -> each.state() == ProvisionState.AVAILABLE, PATIENCE);
                assertThat(node.failure()).isEmpty();
                awaitReadyWithLog(rack);
                assertDelivered(spooled, at.log().signals());
                assertThat(links(at.log()))
                        .as("the silent boot, and the one without Kafka")
                        .containsSubsequence(Link.DHCP, Link.LOADER, Link.DHCP, Link.LOADER)
                        .containsSubsequence(Link.BOOT_SCRIPT, Link.KERNEL, Link.INITRD, Link.SYSTEM_DHCP)
                        .containsSubsequence(Link.META_DATA, Link.USER_DATA, Link.FINISHED);
                seed.requireNone(Inspection.of(at, engines, List.of(fleet)));
            }
            assertThat(firmware.seen())
                    .as("the second boot whole")
                    .endsWith(
                            "firmware was told snponly.efi",
                            "loader of " + LOADER_BYTES + " bytes",
                            "iPXE was told " + bootUrl + "/boot/52:54:00:00:01:01",
                            "system got 127.0.1.1");
        }
    }

    /** Returns what the rack has acknowledged by then. */
    private static List<Signal> bootAlone(
            Installation at, EngineNode rack, Fleet fleet, Board board, WireFirmware firmware) throws Exception {
        firmware.hold();
        fleet.ask(Fleet.PROVIDE);
        awaitOnDisk(at, board);
        at.brokers().first().kill();
        rack.kill();
        rack.start().awaitReady();
        assertThat(ready(rack))
                .contains(
                        "[-]log failed: without the log since 20",
                        "machines are served by the boot plans on the disk (1, last written at 20")
                .contains("readyz check passed, degraded: log");
        firmware.letGo();
        return awaitThrough(at);
    }

    private static EngineNode engine(Installation at) {
        return Installation.shortWaits(at.engine("engine", "command,bmc")).with("--wait-progress", "15s");
    }

    private static EngineNode rack(Installation at, int tftp) {
        return Installation.shortWaits(at.engine("rack", "boot"))
                .with("--tftp-port", "" + tftp)
                .with("--dhcp", "authoritative")
                .with("--dhcp-address", SERVER)
                .with("--dhcp-pool", "127.0.1.0/24:127.0.1.1-127.0.1.1");
    }

    /** The node says which link came last, and which one is missing. */
    private static void fallSilent(Fleet fleet, Board board, WireFirmware firmware) {
        firmware.hangAfterLoader();
        fleet.ask(Fleet.PROVIDE);
        Node failed = board.await(MACHINE, node -> node.failure().isPresent(), PATIENCE);
        firmware.letGo();
        System.out.println(failed.failure().orElseThrow().sentence());
        assertThat(failed.failure().orElseThrow().code()).isEqualTo(FailureCode.NO_BOOT_REQUEST);
        assertThat(failed.failure().orElseThrow().sentence())
                .contains("after the loader fetch", "127.0.1.1")
                .contains("boot script");
        assertThat(failed.failure().orElseThrow().lastGoodLink()).contains(Link.LOADER.words());
    }

    /** The plan of the running attempt is on the rack's disk. */
    private static void awaitOnDisk(Installation at, Board board) {
        Node node = board.await(MACHINE, each -> each.state() == ProvisionState.CLEAN_WAIT, PATIENCE);
        String attempt = node.runningAttempt().orElseThrow().id().value();
        Path plan = at.home().resolve("rack/boot/replica/plans/52-54-00-00-01-01.rec");
        Awaitility.await("the plan of " + attempt)
                .atMost(PATIENCE)
                .until(() -> Files.exists(plan)
                        && Files.readString(plan, StandardCharsets.ISO_8859_1).contains(attempt));
    }

    private static String ready(EngineNode node) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(node.apiUrl() + "/readyz?verbose"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static void awaitReadyWithLog(EngineNode node) {
        Awaitility.await(node.name() + " has the log")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> ready(node).endsWith("readyz check passed\n"));
    }

    /** All that the rack acknowledged meanwhile, once it has heard the last report of the machine. */
    private static List<Signal> awaitThrough(Installation at) {
        Path spool = at.home().resolve("rack/boot/boot/spool");
        return Awaitility.await("the machine is through")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> spooled(spool), RackAloneTest::isThrough);
    }

    private static boolean isThrough(List<Signal> signals) {
        return signals.stream().anyMatch(signal -> signal.body() instanceof SignalBody.RunnerFinished)
                && signals.stream()
                        .anyMatch(signal -> signal.body() instanceof SignalBody.CloudInitReported report
                                && report.name().equals("modules-final")
                                && report.eventType().equals("finish"));
    }

    private static List<Signal> spooled(Path spool) {
        List<Signal> signals = new ArrayList<>();
        try (Stream<Path> files = Files.list(spool)) {
            for (Path segment : files.filter(each -> each.toString().endsWith(".seg"))
                    .sorted()
                    .toList()) {
                ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segment));
                while (SpoolFrame.read(bytes) instanceof SpoolFrame.Read.Good(var record, var _)) {
                    signals.add(SignalCodec.decode(record));
                }
            }
            return signals;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnreadableException e) {
            throw new IllegalStateException("the spool holds what is no signal", e);
        }
    }

    /** Each once, and of each subject in the order in which it was heard. */
    private static void assertDelivered(List<Signal> spooled, List<Signal> log) {
        List<SignalId> arrived = log.stream().map(Signal::id).toList();
        List<SignalId> wanted = spooled.stream().map(Signal::id).toList();
        assertThat(arrived).containsAll(wanted);
        assertThat(arrived.stream().filter(wanted::contains).toList()).doesNotHaveDuplicates();
        spooled.stream().map(signal -> signal.subject().key()).distinct().forEach(subject -> {
            List<SignalId> inSpool = ids(spooled, subject, wanted);
            assertThat(ids(log, subject, wanted)).as("order of %s", subject).containsExactlyElementsOf(inSpool);
        });
    }

    /** In the order in which the engine has written them into the node's history. */
    private static List<Link> links(RawLog log) {
        return log.nodeEvents().stream()
                .flatMap(each -> each.record().events().stream())
                .filter(NodeEvent.CrumbRecorded.class::isInstance)
                .map(event -> ((NodeEvent.CrumbRecorded) event).crumb().link())
                .toList();
    }

    private static List<SignalId> ids(List<Signal> signals, String subject, List<SignalId> of) {
        return signals.stream()
                .filter(signal -> signal.subject().key().equals(subject) && of.contains(signal.id()))
                .map(Signal::id)
                .toList();
    }
}
