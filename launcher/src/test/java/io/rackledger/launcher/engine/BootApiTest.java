package io.rackledger.launcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.launcher.ProgramRun;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about the boot of machines, by API and by command line, of a whole engine and of a process of boot services alone. */
final class BootApiTest {
    private static final String MAC = "52:54:00:00:0b:01";
    private static final String STRANGER = "52:54:00:00:0b:99";
    private static final String STALE =
            "docs/openapi-boot.yaml is stale; review what changed and rewrite it with: mvn -q -pl launcher -am test"
                    + " -Dtest=BootApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dtests.jvm=-Drackledger.rewrite=true";

    @TempDir
    private static Path folder;

    private static WatchedEngine engine;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = WatchedEngine.start(folder);
        HttpResponse<String> made =
                engine.send("POST", "/api/v1/nodes", "{\"name\":\"boot-1\",\"ports\":[\"" + MAC + "\"]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(engine.get("/api/v1/boot/plan/" + MAC).statusCode())
                                .isEqualTo(200));
    }

    @AfterAll
    static void stopEngine() {
        engine.close();
    }

    private static ProgramRun ask(String command, String... more) {
        List<String> all = new ArrayList<>(List.of("boot", command));
        all.addAll(List.of(more));
        all.addAll(List.of("--server", engine.url("")));
        return ProgramRun.of(all.toArray(String[]::new));
    }

    @Test
    void showsTheOriginOfAPlanAndWhatItsMachineGets() {
        ProgramRun plan = ask("plan", "boot-1");
        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains("boot plan of boot-1 (" + MAC + "): hold")
                .contains("enroll, since 20")
                .containsPattern("sequence 1 of the node, log position [0-9]+:0")
                .contains("gets now", "hold, because its node has nothing to boot in its present state")
                .contains("#!ipxe", "Rackledger: node");
        ProgramRun none = ask("plan", STRANGER);
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("no node has this MAC address", "remedy: enroll a node with it");
    }

    @Test
    void tellsWhatAnUnknownMachineIsServedAndWhatItAskedForBefore() throws Exception {
        assertThat(engine.getUrl("http://127.0.0.1:" + engine.bootPort() + "/boot/" + STRANGER)
                        .statusCode())
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(engine.get("/api/v1/macs/" + STRANGER + "/requests")
                                .body())
                        .contains("boot script (enlist) served"));
        ProgramRun why = ask("why", STRANGER, "--arch", "ipxe");
        assertThat(why.exitCode()).as(why.err()).isEqualTo(10);
        assertThat(why.out())
                .startsWith(STRANGER + ", which no node has, would be told to wait and ask again: no node has this MAC")
                .contains("not ours (no --dhcp)", "waits      boot script")
                .contains("boot script (enlist) served");
        ProgramRun wrong = ask("why", MAC, "--arch", "sparc");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("no kind of firmware", "uefi-x64");
    }

    @Test
    void examinesTheRunningServicesAndExitsByTheResult() throws IOException {
        ProgramRun running = ask("doctor");
        assertThat(running.exitCode()).as("there is no kernel").isEqualTo(11);
        assertThat(running.out())
                .contains("FAILS", "remedy: ", "boot files")
                .contains("time: this engine's clock is", "spool: signals go to the log at once")
                .contains("tcp  127.0.0.1:" + engine.bootPort());
        assertThat(running.out()).contains("HTTP: ours, on 127.0.0.1");
        Path files = Files.createDirectories(folder.resolve("offline"));
        Files.write(files.resolve("vmlinuz"), new byte[] {'M', 'Z'});
        Files.writeString(files.resolve("initrd.img"), "initrd");
        String port = Integer.toString(engine.bootPort());
        ProgramRun offline = ProgramRun.of(
                "boot", "doctor", "--offline", "-o", "json", "--boot-port", port, "--boot-files", files.toString());
        assertThat(offline.exitCode()).isEqualTo(11);
        assertThat(offline.out())
                .contains("\"running\" : false", "is the engine running already?", "--boot-url")
                .contains("\"rule\" : \"nft add rule");
    }

    @Test
    void answersTheSameWhereAProcessServesMachinesAlone() throws Exception {
        int port = WatchedEngine.freePort();
        EngineSettings alone = WatchedEngine.settings(
                folder.resolve("alone"),
                EnumSet.of(Role.boot),
                port,
                engine.kafka(),
                new PostgresChoice.Embedded(WatchedEngine.freePort()));
        try (Engine boot = Engine.start(alone, _ -> {}, Clock.systemUTC())) {
            HttpResponse<String> plan = engine.getUrl(boot.apiUrl() + "/api/v1/boot/plan/" + MAC);
            assertThat(plan.statusCode()).as(plan.body()).isEqualTo(200);
            assertThat(plan.body()).contains("\"kind\":\"hold\"");
            assertThat(engine.getUrl(boot.apiUrl() + "/api/v1/boot/why/" + MAC + "?arch=bios,ipxe")
                            .body())
                    .contains("\"firmware\":\"bios\"")
                    .doesNotContain("uefi");
            assertThat(engine.getUrl(boot.apiUrl() + "/api/v1/boot/nonsense").body())
                    .contains("NOT_FOUND");
        }
    }

    @Test
    void keepsTheDocumentInGitUpToTheCode() throws Exception {
        String served = engine.get("/v3/api-docs.yaml/boot").body();
        assertThat(served).startsWith("openapi: 3.1").contains("/api/v1/boot/why/{machine}");
        Path kept = Path.of(System.getProperty("rackledger.root", "..")).resolve("docs/openapi-boot.yaml");
        if (Boolean.getBoolean("rackledger.rewrite")) {
            Files.writeString(kept, served);
        }
        assertThat(kept).as(STALE).exists();
        assertThat(served).as(STALE).isEqualTo(Files.readString(kept));
    }
}
