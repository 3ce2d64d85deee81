package io.rackledger.bmc.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.bmc.BmcBench;
import io.rackledger.core.node.PowerState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that others wrote judge the simulated BMC, so that our client and our BMC do not merely agree with each other. */
final class ForeignClientTest {
    private static final String ROOT = """
            import sys, sushy
            from sushy import auth
            kind = auth.SessionAuth if sys.argv[2] == 'session' else auth.BasicAuth
            root = sushy.Sushy(sys.argv[1], auth=kind('admin', 'canary-5e0f'))
            system = root.get_system('/redfish/v1/Systems/1')
            """;
    private static final String POWER = ROOT + """
            print(system.power_state, system.boot.target, sorted(r.value for r in system.get_allowed_reset_system_values()))
            system.set_system_boot_options(sushy.BOOT_SOURCE_TARGET_PXE, enabled=sushy.BOOT_SOURCE_ENABLED_ONCE)
            system.refresh(force=True)
            print(system.boot.target, system.boot.enabled, system.boot.mode)
            system.reset_system(sushy.RESET_TYPE_ON)
            """;
    private static final String OFF = ROOT + """
            system.set_system_boot_options(
                sushy.BOOT_SOURCE_TARGET_HDD, enabled=sushy.BOOT_SOURCE_ENABLED_CONTINUOUS, mode=sushy.BOOT_SOURCE_MODE_BIOS)
            system.refresh(force=True)
            print(system.power_state, system.boot.target, system.boot.enabled, system.boot.mode)
            system.reset_system(sushy.RESET_TYPE_FORCE_OFF)
            """;
    private static final String INVENTORY = ROOT + """
            print('serial', system.uuid, system.bios_version, system.memory_summary.size_gib)
            print('cpus', system.processors.summary.count, [p.model for p in system.processors.get_members()])
            print('nics', sorted(system.ethernet_interfaces.summary))
            manager = system.managers[0]
            print('manager', manager.firmware_version, manager.model, sorted(t.value for t in manager.get_allowed_reset_manager_values()))
            chassis = system.chassis[0]
            print('chassis', chassis.manufacturer)
            storages = system.storage.get_members()
            word = lambda told: getattr(told, 'value', told)
            print('drives', [[d.name, d.capacity_bytes, word(d.media_type), word(d.protocol), d.serial_number]
                             for d in storages[0].drives if d.serial_number])
            print('sizes', storages[1].drives_sizes_bytes)
            """;
    private static final String OLDER_DRIVES = ROOT + """
            print('sizes', system.simple_storage.disks_sizes_bytes)
            """;
    private static final String MEDIA = ROOT + """
            drive = system.managers[0].virtual_media.get_members()[0]
            print('before', drive.inserted, [t.value for t in drive.media_types])
            drive.insert_media('http://192.0.2.1/rescue.iso')
            drive.refresh(force=True)
            print('inserted', drive.inserted, drive.image, drive.image_name)
            drive.eject_media()
            drive.refresh(force=True)
            print('ejected', drive.inserted)
            """;
    private static final String SESSIONS = ROOT + """
            service = root.get_session_service()
            print('timeout', service.session_timeout)
            key, uri = service.create_session('admin', 'canary-5e0f')
            print('key', len(key) > 8, uri.startswith('/redfish/v1/SessionService/Sessions/'))
            print('held', len(service.sessions.members_identities))
            service.close_session(uri)
            try:
                service.create_session('admin', 'wrong')
            except Exception as e:
                print('refused', type(e).__name__)
            """;
    private static final String RESTART = ROOT + """
            system.managers[0].reset_manager(sushy.RESET_MANAGER_FORCE_RESTART)
            """;

    private final BmcBench bench = new BmcBench();
    private final SimulatedRedfishBmc bmc = bench.guarded();

    @AfterEach
    void stop() {
        bench.close();
    }

    private String sushy(String script, String authentication) throws IOException, InterruptedException {
        ForeignProgram.require("python3-sushy", List.of("/usr/bin/python3", "-c", "import sushy"));
        return ForeignProgram.run(List.of(
                "/usr/bin/python3", "-c", script, "http://" + bmc.address().authority(), authentication));
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "session"})
    void letsSushySetTheBootDeviceAndSwitch(String kind) throws IOException, InterruptedException {
        assertThat(sushy(POWER, kind))
                .contains("PowerState.OFF")
                .contains("ForceOff")
                .contains("BootSource.PXE")
                .contains("BootSourceOverrideEnabled.ONCE")
                .contains("BootSourceOverrideMode.UEFI");
        await().until(() -> bmc.power() == PowerState.ON);
        assertThat(sushy(OFF, kind))
                .contains("PowerState.ON")
                .contains("BootSource.HDD")
                .contains("BootSourceOverrideEnabled.CONTINUOUS")
                .contains("BootSourceOverrideMode.LEGACY");
        await().until(() -> bmc.power() == PowerState.OFF);
        assertThat(bmc.bootMode()).isEqualTo("Legacy");
    }

    @Test
    void letsSushyReadTheInventory() throws IOException, InterruptedException {
        assertThat(sushy(INVENTORY, "session"))
                .contains("serial " + bmc.identity().guid())
                .contains("SIM-BIOS 2.1 32")
                .contains("Simulated CPU")
                .containsPattern("nics \\['52:54:00[0-9A-F:]*', '52:54:00[0-9A-F:]*'\\]")
                .contains("manager 1.0 Simulated BMC ['ForceRestart', 'GracefulRestart']")
                .contains("chassis Rackledger")
                .contains(
                        "drives [['NVMe 0', 960197124096, 'SSD', 'NVMe', '%1$s-N0'], ['Disk 1', 4000787030016, 'HDD', 'SAS', '%1$s-D1']]"
                                .formatted(bmc.identity().serial()))
                .contains("sizes [4000787030016, 4000787030016]");
        bmc.behaveAs(RedfishCharacter.plain(RedfishTrait.SIMPLE_STORAGE));
        assertThat(sushy(OLDER_DRIVES, "session")).contains("sizes [4000787030016]");
    }

    @ParameterizedTest
    @EnumSource(
            value = RedfishTrait.class,
            names = {"OLDER_SENSORS", "DVD_DRIVE", "EJECT_NEEDS_OBJECT", "NO_MEDIA_ACTIONS"})
    void letsSushyInsertAndEjectVirtualMedia(RedfishTrait trait) throws IOException, InterruptedException {
        bmc.behaveAs(RedfishCharacter.plain(trait));
        assertThat(sushy(MEDIA, "session"))
                .contains("before False")
                .contains("inserted True http://192.0.2.1/rescue.iso rescue.iso")
                .contains("ejected False");
    }

    @Test
    void letsSushyOpenAndCloseSessionsAndRefusesAWrongPassword() throws IOException, InterruptedException {
        assertThat(sushy(SESSIONS, "basic"))
                .contains("timeout 1800")
                .contains("key True True")
                .contains("held 1")
                .contains("refused AccessError");
        assertThat(bmc.sessions()).isZero();
    }

    @Test
    void letsSushyRestartTheBmc() throws IOException, InterruptedException {
        sushy(RESTART, "session");
        assertThat(bmc.restarts()).isEqualTo(1);
    }

    private String redfishtool(String authentication, String... operation) throws IOException, InterruptedException {
        ForeignProgram.require("redfishtool", List.of("redfishtool", "-V"));
        List<String> command = new ArrayList<>(List.of(
                "redfishtool",
                "-r",
                bmc.address().authority(),
                "-u",
                "admin",
                "-p",
                "canary-5e0f",
                "-S",
                "Never",
                "-A",
                authentication));
        command.addAll(List.of(operation));
        String said = ForeignProgram.run(command);
        assertThat(said).doesNotContain("Error");
        return said;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Session"})
    void letsRedfishtoolSetTheBootDeviceAndSwitch(String authentication) throws IOException, InterruptedException {
        redfishtool(authentication, "Systems", "-F", "setBootOverride", "Once", "Pxe");
        assertThat(redfishtool(authentication, "Systems", "-F", "-P", "Boot"))
                .contains("\"BootSourceOverrideTarget\": \"Pxe\"")
                .contains("\"BootSourceOverrideEnabled\": \"Once\"");
        redfishtool(authentication, "Systems", "-F", "reset", "On");
        await().until(() -> bmc.power() == PowerState.ON);
        redfishtool(authentication, "Systems", "-F", "reset", "ForceOff");
        await().until(() -> bmc.power() == PowerState.OFF);
        assertThat(bmc.sessions()).as("it logs out").isZero();
    }

    @Test
    void letsRedfishtoolReadThePartsTheLogAndTheSessions() throws IOException, InterruptedException {
        redfishtool("Session", "Systems", "-F", "reset", "On");
        assertThat(redfishtool("Session", "Systems", "-F", "Processors", "-a")).contains("Simulated CPU");
        assertThat(redfishtool("Session", "Systems", "-F", "EthernetInterfaces", "-a"))
                .contains("52:54:00:");
        assertThat(redfishtool("Session", "Managers", "-F", "Logs", "-i", "SEL"))
                .contains("System Event Log");
        assertThat(redfishtool("Session", "Chassis", "-F", "Sensors")).contains("21.5", "4200");
        assertThat(redfishtool("Basic", "SessionService", "login")).contains("X-Auth-Token");
        assertThat(redfishtool("Basic", "SessionService", "Sessions", "list"))
                .contains("/redfish/v1/SessionService/Sessions/");
        redfishtool("Basic", "Managers", "-F", "reset", "GracefulRestart");
        assertThat(bmc.restarts()).isEqualTo(1);
    }
}
