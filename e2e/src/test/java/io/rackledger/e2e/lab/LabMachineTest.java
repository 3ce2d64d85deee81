package io.rackledger.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab itself, with the real cloud-init and a server that is not the engine: what a scenario may rely on. */
@Tag("full")
final class LabMachineTest {
    private static final String MAC = "52:54:00:77:00:01";
    private static final Duration BOOT = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static Lab lab;

    private SmallEngine engine;
    private LabMachine machine;

    @BeforeAll
    static void openTheLab() throws Exception {
        lab = Lab.open(directory);
    }

    @AfterAll
    static void closeTheLab() throws Exception {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void plugInAMachine() throws Exception {
        engine = new SmallEngine();
        machine = lab.machine("tried", MAC, 11, base());
        engine.serve("/boot/" + MAC, """
                #!ipxe
                imgfetch --name beacon %1$s/beacon ||
                kernel %1$s/kernel initrd=initrd %2$s || goto failed
                initrd --name initrd %1$s/initrd || goto failed
                boot || goto failed
                :failed
                imgfetch %1$s/failed ||
                """.formatted(base(), commandLine()));
        engine.serve("/kernel", "a kernel");
        engine.serve("/initrd", "an initrd");
        engine.serve("/seed/meta-data", "instance-id: one\n");
        engine.serve("/seed/user-data", "#!/bin/sh\ncurl -s -d \"$(cat /proc/cmdline)\" " + base() + "/script\n");
        engine.serve("/seed/vendor-data", "");
    }

    @AfterEach
    void unplugTheMachine() throws Exception {
        machine.switchOff();
        machine.heal();
        engine.close();
    }

    private String base() {
        return "http://" + lab.engineAddress() + ":" + engine.port();
    }

    private String commandLine() {
        return "ds=nocloud-net;s=" + base()
                + "/seed/ cc:{'datasource_list': ['NoCloud','None'],'reporting':{'rackledger':"
                + "{'type':'webhook','endpoint':'" + base() + "/hook','timeout':5,'retries':2}}}end_cc";
    }

    @Test
    void bootsOverTheNetworkAndRunsItsUserData() throws Exception {
        machine.switchOn();
        await().atMost(BOOT).until(() -> engine.heard("POST", "/hook", "\"modules-final\"", "SUCCESS"));

        assertThat(machine.isOn()).isTrue();
        assertThat(engine.requests())
                .filteredOn(request -> request.startsWith("GET"))
                .map(String::strip)
                .containsExactly(
                        "GET /boot/" + MAC,
                        "GET /beacon",
                        "GET /kernel",
                        "GET /initrd",
                        "GET /seed/meta-data",
                        "GET /seed/user-data",
                        "GET /seed/vendor-data");
        assertThat(engine.heard("POST", "/script", "ds=nocloud-net")).isTrue();
    }

    @Test
    void tellsTheFirmwaresFailureAndStaysOn() throws Exception {
        engine.serve(
                "/boot/" + MAC,
                "#!ipxe\nkernel " + base() + "/none x || goto failed\n:failed\nimgfetch " + base()
                        + "/failed ||\nsleep 60\n");
        machine.switchOn();
        await().atMost(BOOT).until(() -> engine.heard("GET", "/failed"));

        assertThat(machine.isOn()).isTrue();
        machine.switchOff();
        assertThat(machine.isOn()).isFalse();
    }

    @Test
    void bootsItsDiskWhenTheScriptLeavesTheNetwork() throws Exception {
        engine.serve("/boot/" + MAC, "#!ipxe\niseq ${platform} efi && exit 0 ||\nsanboot --drive 0x80 ||\nexit 0\n");
        Files.writeString(machine.disk().resolve("image.cmdline"), "from-disk " + commandLine() + "\n");
        machine.switchOn();
        await().atMost(BOOT).until(() -> engine.heard("POST", "/script", "from-disk"));
    }

    @Test
    void reportsFromCloudInitThatTheSeedRefusesConnections() throws Exception {
        engine.serve(
                "/boot/" + MAC,
                "#!ipxe\nkernel " + base() + "/kernel "
                        + commandLine().replace("s=" + base(), "s=http://" + lab.otherAddress() + ":" + engine.port())
                        + "\nboot\n");
        machine.refuse(LabMachine.Stage.OS, lab.otherAddress(), engine.port());
        machine.switchOn();
        await().atMost(BOOT)
                .until(() -> engine.heard("POST", "/hook", "no network data found from DataSourceNoCloudNet", "FAIL"));

        assertThat(engine.heard("GET", "/seed/")).isFalse();
    }

    @Test
    void isLedToAProxyThatAnswersWrongly() throws Exception {
        try (FaultProxy proxy = new FaultProxy(URI.create("http://127.0.0.1:" + engine.port()))) {
            proxy.answers("/user-data", 200, FaultProxy.HTML);
            machine.divert(LabMachine.Stage.OS, lab.engineAddress(), engine.port(), proxy.port());
            machine.switchOn();
            await().atMost(BOOT).until(() -> engine.heard("POST", "/hook", "\"modules-final\"", "SUCCESS"));

            assertThat(proxy.wronged()).containsExactly("GET /seed/user-data");
            assertThat(engine.heard("POST", "/script")).isFalse();
            assertThat(machine.console()).contains("Unhandled non-multipart");
        }
    }
}
