package io.rackledger.launcher.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.simulated.IpmiFault;
import io.rackledger.bmc.simulated.SimulatedIpmiBmc;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.node.PowerState;
import io.rackledger.launcher.ProgramRun;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to the BMCs of nodes, by API and by command line, of a whole engine and of a process of the bmc role alone. */
final class BmcApiTest {
    private static final String STALE =
            "docs/openapi-bmc.yaml is stale; review what changed and rewrite it with: mvn -q -pl launcher -am test"
                    + " -Dtest=BmcApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dtests.jvm=-Drackledger.rewrite=true";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static final MultiThreadIoEventLoopGroup LOOP =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private static SimulatedIpmiBmc bmc;
    private static WatchedEngine engine;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = WatchedEngine.start(folder);
        bmc = simulated(1);
        enroll("bmc-1", bmc.address().value());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                engine.get("/api/v1/nodes/bmc-1/bmc/power").statusCode())
                        .isEqualTo(200));
    }

    @AfterAll
    static void stopEngine() {
        engine.close();
        bmc.close();
        LOOP.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }

    private static SimulatedIpmiBmc simulated(long seed) {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Account account = Account.of(WatchedEngine.ACCOUNT.user(), WatchedEngine.ACCOUNT.password());
        return SimulatedIpmiBmc.start(LOOP, any, seed, account, Duration.ofMillis(20), Clock.systemUTC());
    }

    private static void enroll(String name, String address) throws Exception {
        String body = "{\"name\":\"%s\",\"driver\":\"ipmi\",\"bmc\":\"%s\",\"properties\":{\"boot_mode\":\"uefi\"}}"
                .formatted(name, address);
        HttpResponse<String> made = engine.send("POST", "/api/v1/nodes", body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    private static ProgramRun ask(String command, String... more) {
        List<String> all = new ArrayList<>(List.of("bmc", command));
        all.addAll(List.of(more));
        all.addAll(List.of("--server", engine.url("")));
        return ProgramRun.of(all.toArray(String[]::new));
    }

    @Test
    void readsEventLogAndSensorsOfANode() {
        bmc.changeFromOutside(PowerState.ON);
        bmc.changeFromOutside(PowerState.OFF);
        ProgramRun log = ask("sel", "bmc-1", "--newest", "1");
        assertThat(log.exitCode()).as(log.err()).isZero();
        assertThat(log.out().strip().lines())
                .hasSize(1)
                .allMatch(line -> line.contains("power unit #0x01: powered off"));
        ProgramRun sensors = ask("sensors", "bmc-1");
        assertThat(sensors.exitCode()).as(sensors.err()).isZero();
        assertThat(sensors.out()).contains("SENSOR", "23 °C");
        assertThat(ask("sensors", "bmc-1", "-o", "json").out()).contains("\"sensors\" : [ {");
    }

    @Test
    void setsTheBootDeviceOfANodeByACommandForItsFirmware() throws Exception {
        ProgramRun asked = ask("boot-device", "bmc-1", "pxe", "--persistent");
        assertThat(asked.exitCode()).as(asked.err()).isZero();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ask("boot-device", "bmc-1").out())
                        .contains("device: pxe", "persistent: true", "mode: uefi"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                engine.get("/api/v1/nodes/bmc-1/timeline").body())
                        .contains("boot from pxe by UEFI for good, power read"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ask("boot-device", "bmc-1", "disk", "--mode", "bios")
                                .exitCode())
                        .isZero());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ask("boot-device", "bmc-1").out())
                        .contains("device: disk", "persistent: false", "mode: bios"));
    }

    @Test
    void switchesANodeByACommand() throws Exception {
        SimulatedIpmiBmc other = simulated(2);
        try (other) {
            enroll("bmc-2", other.address().value());
            ProgramRun on = ask("power", "bmc-2", "on");
            assertThat(on.exitCode()).as(on.err()).isZero();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ask("power", "bmc-2").out()).contains("power: on"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    engine.get("/api/v1/nodes/bmc-2/timeline").body())
                            .contains("power on"));
        }
    }

    @Test
    void probesTheBmcOfANodeStageByStage() throws Exception {
        ProgramRun well = ask("probe", "bmc-1");
        assertThat(well.exitCode()).as(well.out() + well.err()).isZero();
        assertThat(well.out()).contains("ok     agreeing on keys", "cipher suite: 17");
        SimulatedIpmiBmc old = simulated(5);
        try (old) {
            old.misbehave(new IpmiFault.OnlyOldIpmi());
            enroll("bmc-5", old.address().value());
            ProgramRun run = ask("probe", "bmc-5");
            assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(11);
            assertThat(run.out()).contains("FAILS  asking what it speaks", "NOT_IPMI");
        }
    }

    @Test
    void readsTheInventoryOfANodeAndRestartsItsBmc() throws Exception {
        SimulatedIpmiBmc other = simulated(6);
        try (other) {
            enroll("bmc-6", other.address().value());
            ProgramRun inventory = ask("inventory", "bmc-6");
            assertThat(inventory.exitCode()).as(inventory.err()).isZero();
            assertThat(inventory.out()).contains("model:          Simulated Machine", "not all parts are told");
            assertThat(ask("inventory", "bmc-6", "-o", "json").out()).contains("\"complete\" : false");
            ProgramRun restarted = ask("restart", "bmc-6", "--actor", "jane");
            assertThat(restarted.exitCode()).as(restarted.err()).isZero();
            assertThat(restarted.out()).contains("answered 0x00 to Cold Reset; it is away for a minute or more now");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    engine.get("/api/v1/nodes/bmc-6/timeline").body())
                            .contains("at the BMC, asked by operator:jane: about to restart the BMC")
                            .contains("restart the BMC -> done, answered 0x00 to Cold Reset"));
            ProgramRun media = ProgramRun.of("bmc", "media", "show", "bmc-6", "--server", engine.url(""));
            assertThat(media.exitCode()).as(media.err()).isEqualTo(18);
            assertThat(media.err()).contains("knows no virtual media", "the driver redfish");
        }
    }

    @Test
    void putsAnImageIntoTheVirtualDriveOfANodeAndTakesItOut() throws Exception {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        try (SimulatedRedfishBmc other = SimulatedRedfishBmc.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "SIM-8",
                Optional.of(WatchedEngine.ACCOUNT),
                Duration.ofMillis(20),
                scheduler,
                Clock.systemUTC())) {
            String body = "{\"name\":\"bmc-8\",\"driver\":\"redfish\",\"bmc\":\"%s\"}".formatted(other.address());
            assertThat(engine.send("POST", "/api/v1/nodes", body).statusCode()).isEqualTo(201);
            String image = "http://192.0.2.1/rescue.iso";
            assertThat(media("insert", "bmc-8", image).out()).contains("inserted: true", "image: " + image);
            assertThat(other.media()).contains(image);
            assertThat(media("show", "bmc-8").out()).contains("image: " + image);
            assertThat(ask("inventory", "bmc-8").out()).contains("NVMe 0", "960 GB", "4.0 TB", "16 GiB", "SIM-8-D3");
            assertThat(media("eject", "bmc-8").out()).contains("inserted: false");
            assertThat(other.media()).isEmpty();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    engine.get("/api/v1/nodes/bmc-8/timeline").body())
                            .contains("about to insert virtual media, " + image)
                            .contains("eject virtual media -> done, holds nothing"));
            ProgramRun secret = media("insert", "bmc-8", "http://jane:canary@192.0.2.1/i.iso");
            assertThat(secret.exitCode()).isEqualTo(2);
            assertThat(engine.send(
                                    "POST",
                                    "/api/v1/nodes/bmc-8/bmc/media",
                                    "{\"image\":\"http://jane:canary@192.0.2.1/i.iso\"}")
                            .body())
                    .contains("\"code\":\"ARGUMENT_INVALID\"", "\"field\":\"image\"", "without user or password")
                    .doesNotContain("canary");
            assertThat(engine.send("POST", "/api/v1/nodes/bmc-8/bmc/media", "{}")
                            .body())
                    .contains("\"field\":\"image\"");
        } finally {
            scheduler.shutdownNow();
        }
    }

    private static ProgramRun media(String what, String... more) {
        List<String> all = new ArrayList<>(List.of("bmc", "media", what));
        all.addAll(List.of(more));
        all.addAll(List.of("--server", engine.url("")));
        return ProgramRun.of(all.toArray(String[]::new));
    }

    @Test
    void tellsTheKindOfAFailureByCodeAndExitCode() throws Exception {
        SimulatedIpmiBmc full = simulated(3);
        try (full) {
            full.misbehave(new IpmiFault.NoSessions(Integer.MAX_VALUE));
            enroll("bmc-3", full.address().value());
            HttpResponse<String> answer = engine.get("/api/v1/nodes/bmc-3/bmc/sensors");
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.body())
                    .contains("\"code\":\"BMC_SESSIONS_FULL\"", "while opening a session", "wait a minute");
            ProgramRun run = ask("sensors", "bmc-3");
            assertThat(run.exitCode()).as(run.err()).isEqualTo(16);
            assertThat(run.err()).contains("insufficient resources", "remedy: wait a minute");
        }
    }

    @Test
    void sharesTheSerialConsoleOfANodeAndRecordsIt() throws Exception {
        SimulatedIpmiBmc other = simulated(4);
        try (other) {
            enroll("bmc-4", other.address().value());
            String path = "/api/v1/nodes/bmc-4/bmc/console";
            assertThat(engine.get(path).body()).contains("\"code\":\"CONSOLE_CLOSED\"");
            other.print("iPXE initialising devices...\r\n");
            ProgramRun watch = ask("console", "bmc-4", "--for", "3s");
            assertThat(watch.exitCode()).as(watch.err()).isZero();
            assertThat(watch.out()).contains("iPXE initialising devices...");
            assertThat(watch.err()).contains("leave with ~.");
            HttpResponse<String> typed = engine.send(
                    "POST",
                    path + "/input",
                    "{\"characters\":\"" + Base64.getEncoder().encodeToString("boot\r".getBytes(UTF_8)) + "\"}");
            assertThat(typed.statusCode()).as(typed.body()).isEqualTo(200);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    engine.get("/api/v1/nodes/bmc-4/timeline").body())
                            .contains("serial, 1 line: iPXE initialising devices...")
                            .contains("serial, 1 line: boot"));
            assertThat(engine.send("DELETE", path, "").body()).contains("\"done\":true");
            assertThat(engine.send("POST", path + "/input", "{\"characters\":\"?\"}")
                            .body())
                    .contains("is not Base64");
        }
    }

    @Test
    void namesWhatIsWrongWithAQuestion() throws Exception {
        assertThat(engine.get("/api/v1/nodes/nobody/bmc/sensors").body()).contains("NODE_UNKNOWN");
        engine.send("POST", "/api/v1/nodes", "{\"name\":\"bare-1\",\"ports\":[\"52:54:00:00:0b:77\"]}");
        assertThat(engine.get("/api/v1/nodes/bare-1/bmc/sensors").body()).contains("\"code\":\"NO_BMC\"");
        assertThat(engine.get("/api/v1/nodes/bmc-1/bmc/event-log?newest=0").statusCode())
                .isEqualTo(400);
        assertThat(ask("sel", "nobody").exitCode()).isEqualTo(1);
        assertThat(ask("power", "bmc-1", "sideways").err()).contains("sideways", "soft-off");
        assertThat(ask("boot-device", "bmc-1", "--persistent").err()).contains("add pxe or disk");
        assertThat(ask("sel").err()).contains("name a node, or use --address");
    }

    @Test
    void answersTheSameWhereAProcessHasTheBmcRoleAlone() throws Exception {
        int port = WatchedEngine.freePort();
        EngineSettings alone = WatchedEngine.settings(
                folder.resolve("alone"),
                EnumSet.of(Role.bmc),
                port,
                engine.kafka(),
                new PostgresChoice.Embedded(WatchedEngine.freePort()));
        try (Engine process = Engine.start(alone, _ -> {}, Clock.systemUTC())) {
            HttpResponse<String> answer =
                    engine.getUrl(process.apiUrl() + "/api/v1/nodes/bmc-1/bmc/event-log?newest=1");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"entries\":[");
            assertThat(engine.getUrl(process.apiUrl() + "/api/v1/nodes/bmc-1/bmc/inventory")
                            .body())
                    .contains("Simulated Machine");
            assertThat(engine.getUrl(process.apiUrl() + "/api/v1/nodes/bmc-1/bmc/nonsense")
                            .body())
                    .contains("NOT_FOUND");
        }
    }

    @Test
    void keepsTheDocumentInGitUpToTheCode() throws Exception {
        String served = engine.get("/v3/api-docs.yaml/bmc").body();
        assertThat(served).startsWith("openapi: 3.1").contains("/api/v1/nodes/{id}/bmc/event-log");
        Path kept = Path.of(System.getProperty("rackledger.root", "..")).resolve("docs/openapi-bmc.yaml");
        if (Boolean.getBoolean("rackledger.rewrite")) {
            Files.writeString(kept, served);
        }
        assertThat(kept).as(STALE).exists();
        assertThat(served).as(STALE).isEqualTo(Files.readString(kept));
    }
}
