package io.rackledger.e2e.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Machines that fall silent before a system of theirs runs: each fails in time, and its sentence names the link that is missing. */
@Tag("full")
class SilentFirmwareTest {
    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final Duration PROGRESS = Duration.ofSeconds(45);
    private static final Duration BMC = Duration.ofSeconds(25);

    @RegisterExtension
    static final RackExtension RACK = new RackExtension(
            "--dhcp=authoritative", RackExtension.POOL, "--wait-progress=" + PROGRESS, "--wait-bmc=" + BMC);

    @Test
    void aBmcThatStandsStill() throws IOException {
        VirtualMachine machine = RACK.rack().manageable("bmc-hangs", Firmware.BIOS);
        machine.hangBmc();
        fails("bmc-hangs", "BMC_UNREACHABLE", "10.78.0.");
        assertThat(machine.runs()).isFalse();
    }

    @Test
    void aBmcThatSaysYesAndSwitchesNothing() throws IOException {
        VirtualMachine machine = RACK.rack().manageable("bmc-is-deaf", Firmware.BIOS);
        machine.deafen();
        fails("bmc-is-deaf", "POWER_NOT_CHANGED", "never became ON", "last read OFF");
        assertThat(machine.runs()).isFalse();
    }

    /** Silence (a). */
    @Test
    void noDhcpRequestArrives() throws IOException {
        RACK.rack().manageable("no-dhcp", Firmware.BIOS);
        RACK.rack().segment().drop("udp dport 67");
        fails("no-dhcp", "NO_DHCP_REQUEST", "after the power-on", "no DHCP request of it reached " + Segment.ENGINE);
    }

    /** Silence (b), where the firmware has its iPXE already. */
    @Test
    void dhcpButNoHttp() throws IOException {
        RACK.rack().manageable("no-http", Firmware.BIOS);
        RACK.rack().segment().drop("tcp dport 8481");
        fails(
                "no-http",
                "NO_BOOT_REQUEST",
                "after the DHCP answer (10.78.0.1",
                "it was told where its boot script is",
                "reached " + Segment.ENGINE + ":8481");
    }

    /** Silence (b), where the firmware has to load iPXE. */
    @Test
    void dhcpButNoTftp() throws IOException {
        RACK.rack().manageable("no-tftp", Firmware.UEFI);
        RACK.rack().segment().drop("udp dport 69");
        fails(
                "no-tftp",
                "NO_LOADER_FETCH",
                "after the DHCP answer (10.78.0.1",
                "told to load snponly.efi",
                Segment.ENGINE + ":69 (UDP)");
    }

    /** Silence (c). The filter knows the request by its first bytes, and lets no beacon through either. */
    @Test
    void scriptButNoKernel() throws IOException {
        RACK.rack().manageable("no-kernel", Firmware.BIOS);
        Segment segment = RACK.rack().segment();
        segment.drop("tcp dport 8481 " + beginsWith("GET /files/"));
        segment.drop("tcp dport 8481 " + beginsWith("GET /rackledger-"));
        segment.drop("udp dport 69");
        fails("no-kernel", "NO_KERNEL_FETCH", "after the boot script request", "no complete kernel fetch was seen");
    }

    @Test
    void aDownloadThatStandsStill() throws IOException {
        RACK.rack().manageable("stalled", Firmware.BIOS);
        RACK.rack().segment().drop("tcp dport 8481 quota over 15 kbytes");
        fails(
                "stalled",
                "DOWNLOAD_STALLED",
                "after the boot script request",
                "the kernel download stalled at",
                "nothing moved since");
    }

    /** Silence (d): the kernel finds no root file system in what it was given. */
    @Test
    void aSystemThatNeverAsksForItsAddress() throws IOException {
        VirtualMachine machine = RACK.rack().manageable("panic", Firmware.BIOS);
        Path initrd = RACK.rack().files().resolve("initrd.img");
        Path kept = Files.move(initrd, initrd.resolveSibling("initrd.kept"));
        try {
            try (RandomAccessFile nonsense = new RandomAccessFile(initrd.toFile(), "rw")) {
                nonsense.setLength(1_000_000);
            }
            fails(
                    "panic",
                    "NO_SYSTEM_START",
                    "after the initrd fetch",
                    "the system that they start did not ask " + Segment.ENGINE + " for an address",
                    "console for a panic");
            assertThat(machine.console()).contains("Kernel panic - not syncing");
        } finally {
            Files.move(kept, initrd, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Expression of nft for TCP segments that begin so; it takes 16 characters at most. */
    static String beginsWith(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return "@ih,0," + bytes.length * 8 + " 0x" + HexFormat.of().formatHex(bytes);
    }

    private static void fails(String node, String code, String... words) {
        RACK.rack().act(node, "inspect", Map.of());
        JsonNode seen = RACK.rack().awaitState(node, PATIENCE, "inspect failed", "manageable");
        Verdict.of(RACK.rack(), node, seen).is("inspect failed", code, words);
    }
}
