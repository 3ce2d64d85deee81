package io.rackledger.e2e.firmware;

import static org.awaitility.Awaitility.await;

import io.rackledger.e2e.cloudinit.Shell;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A virtual machine behind a BMC that others wrote: OpenIPMI's ipmi_sim, whose chassis starts and kills QEMU (chassis.sh). */
final class VirtualMachine implements AutoCloseable {
    static final String USER = "admin";
    static final String PASSWORD = "s3cret";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LAN = """
            name "%s"
            set_working_mc 0x20
              startlan 1
                addr %s 623
                priv_limit admin
                allowed_auths_callback none md2 md5 straight
                allowed_auths_user none md2 md5 straight
                allowed_auths_operator none md2 md5 straight
                allowed_auths_admin none md2 md5 straight
                guid a123456789abcdefa1234567890000%02x
              endlan
              chassis_control "/bin/sh %s %s"
              user 1 true "" "" user 10 none md2 md5 straight
              user 2 true "%s" "%s" admin 10 none md2 md5 straight
            """;
    private static final String CONTROLLER = """
            mc_setbmc 0x20
            mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02
            sel_enable 0x20 1000 0x0a
            mc_enable 0x20
            """;

    private final String name;
    private final int number;
    private final Path folder;
    private final Segment segment;
    private final Process bmc;

    /** @param number from 1 to 40, which no other machine of the segment has */
    VirtualMachine(Segment segment, Path work, Path chassis, String name, int number, Firmware firmware)
            throws IOException {
        this.name = name;
        this.number = number;
        this.segment = segment;
        this.folder = Files.createDirectories(work.resolve(name));
        Files.createDirectories(folder.resolve("state"));
        Files.createFile(folder.resolve("console"));
        Files.writeString(
                folder.resolve("machine.conf"),
                "mac=%s\ntap=tap%d\nuuid=00000078-0000-4000-8000-0000000000%02x\nfirmware=%s\nmemory=768\n"
                        .formatted(mac(), number, number, firmware.word()));
        Files.writeString(
                folder.resolve("lan.conf"), LAN.formatted(name, bmcHost(), number, chassis, folder, USER, PASSWORD));
        Files.writeString(folder.resolve("controller.emu"), CONTROLLER);
        segment.address(bmcHost());
        segment.tap("tap" + number);
        this.bmc = segment.start(
                folder.resolve("bmc.out"),
                "ipmi_sim",
                "-n",
                "-c",
                folder.resolve("lan.conf").toString(),
                "-f",
                folder.resolve("controller.emu").toString(),
                "-s",
                folder.resolve("state").toString());
    }

    /** Gives it a disk of this size, with nothing on it. */
    void disk(long bytes) throws IOException {
        try (RandomAccessFile disk =
                new RandomAccessFile(folder.resolve("disk.raw").toFile(), "rw")) {
            disk.setLength(bytes);
        }
    }

    String name() {
        return name;
    }

    String mac() {
        return "52:54:00:78:00:%02x".formatted(number);
    }

    private String bmcHost() {
        return "10.78.0." + (50 + number);
    }

    String bmcAddress() {
        return "ipmi://" + bmcHost() + ":623";
    }

    /** From now on the power button does nothing, and the BMC tells nobody. */
    void deafen() throws IOException {
        Files.createFile(folder.resolve("deaf"));
    }

    /** The BMC stands still: it neither answers nor refuses. */
    void hangBmc() {
        Shell.run(PATIENCE, Map.of(), List.of("kill", "-STOP", Long.toString(bmc.pid())));
    }

    /** Pulls the network cable. */
    void unplug() {
        segment.run("ip", "link", "set", "tap" + number, "nomaster");
    }

    /** Whether QEMU runs. */
    boolean runs() {
        Path pid = folder.resolve("qemu.pid");
        try {
            return Files.exists(pid)
                    && ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                            .filter(ProcessHandle::isAlive)
                            .isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it said on its serial port since it was made. */
    String console() {
        return text("console");
    }

    /** What the BMC let the chassis do. */
    String calls() {
        return text("calls");
    }

    /** What its programs said, for a failure that nobody expected. */
    String evidence() {
        String console = console();
        return "console of " + name + ":\n" + console.substring(Math.max(0, console.length() - 6000)) + "\nchassis: "
                + calls().replace("\n", "; ") + "\nQEMU: " + text("qemu.out") + "\nBMC: " + text("bmc.out");
    }

    private String text(String file) {
        Path path = folder.resolve(file);
        try {
            return Files.exists(path)
                    ? Files.readString(path, StandardCharsets.ISO_8859_1).replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "")
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pulls both plugs. */
    @Override
    public void close() {
        bmc.destroyForcibly();
        if (runs()) {
            Shell.run(
                    PATIENCE,
                    Map.of(),
                    List.of("kill", "-KILL", text("qemu.pid").strip()));
            await("the end of " + name).atMost(PATIENCE).until(() -> !runs());
        }
    }
}
