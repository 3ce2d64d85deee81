package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rackledger.boot.RunnerSandbox.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The steps that write to disks never touch one that is in use. The disk is a file of ours with a name that no machine has, and what
 * the kernel says of it is a tree of files; one case takes a real loop device.
 */
final class DiskGuardTest {
    private static final String DISK = "rlguard0";
    private static final String PRECIOUS = "precious data\n".repeat(100_000);

    @TempDir
    Path directory;

    private Path disk;

    @BeforeEach
    void plugTheDiskIn() throws IOException {
        disk = write("dev/" + DISK, PRECIOUS);
        kernel("proc/mounts", "/dev/sda1 / ext4 rw 0 0\n");
        kernel("proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n");
        kernel("proc/self/mountinfo", "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n");
        kernel("sys/class/block/rlguard0/dev", "254:16\n");
        kernel("sys/class/block/rlguard0/rlguard0p1/dev", "254:17\n");
        kernel("sys/class/block/rlguard0/rlguard0p2/dev", "254:18\n");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    whole disk mounted       | proc/mounts          | /dev/rlguard0 /srv ext4 rw 0 0
                    partition mounted        | proc/mounts          | /dev/rlguard0p2 /srv ext4 rw 0 0
                    whole disk swapped on    | proc/swaps           | /dev/rlguard0 partition 8 0 -2
                    partition swapped on     | proc/swaps           | /dev/rlguard0p1 partition 8 0 -2
                    root under another name  | proc/self/mountinfo  | 22 1 254:17 / / rw,relatime - ext4 /dev/root rw
                    part of a device mapper  | sys/class/block/rlguard0/rlguard0p2/holders/dm-0 | held
                    part of an md array      | sys/class/block/rlguard0/holders/md0 | held
                    """)
    void refusesADiskThatIsInUse(String what, String file, String line) throws Exception {
        kernel(file, line + "\n");
        assertRefused(disk);
    }

    @Test
    void refusesADiskInUseThatIsNamedByALink() throws Exception {
        kernel("proc/mounts", "/dev/rlguard0p1 /srv ext4 rw 0 0\n");
        Path link = Files.createDirectories(directory.resolve("dev/disk/by-id")).resolve("scsi-1");
        Files.createSymbolicLink(link, Path.of("../../" + DISK));
        assertRefused(link);
    }

    @Test
    void refusesADiskWhereTheKernelTellsNothing() throws Exception {
        Files.delete(directory.resolve("kernel/proc/self/mountinfo"));
        assertRefused(disk);
    }

    @Test
    void takesNoDiskForAnotherWhoseNameItBegins() throws Exception {
        kernel("proc/mounts", "/dev/rlguard01 /srv ext4 rw 0 0\n");
        assertThat(erase(disk))
                .satisfies(outcome ->
                        assertThat(outcome.exitCode()).as(outcome.output()).isZero());
    }

    @Test
    void writesToADiskThatIsFree() throws Exception {
        Outcome erased = erase(disk);
        assertThat(erased.exitCode()).as(erased.output()).isZero();
        assertThat(Files.readAllBytes(disk)).startsWith(0, 0, 0, 0);
        Outcome written = writeImage(disk);
        assertThat(written.exitCode()).as(written.output()).isZero();
        assertThat(Files.readString(disk)).startsWith("image");
    }

    @Test
    void refusesARealLoopDeviceWhileItIsMountedAndErasesItAfterwards() throws Exception {
        Path losetup = RunnerSandbox.require("losetup");
        Path mkfs = RunnerSandbox.require("mkfs.ext4");
        String mount = RunnerSandbox.require("mount").toString();
        Path image = write("loop.img", "");
        try (SeekableByteChannel channel = Files.newByteChannel(image, StandardOpenOption.WRITE)) {
            channel.position((16 << 20) - 1).write(ByteBuffer.wrap(new byte[1]));
        }
        Outcome made = RunnerSandbox.run(directory, Map.of(), mkfs.toString(), "-q", "loop.img");
        assertThat(made.exitCode()).as(made.output()).isZero();
        Outcome attached = RunnerSandbox.run(directory, Map.of(), losetup.toString(), "-f", "--show", "loop.img");
        if (attached.exitCode() != 0) {
            System.err.println("NOT TESTED: this machine gives no loop device: " + attached.output());
        }
        assumeTrue(attached.exitCode() == 0, "no loop device: " + attached.output());
        String device = attached.output().strip();
        assertThat(device).matches("/dev/loop[0-9]+");
        Files.createDirectory(directory.resolve("mounted"));
        Map<String, String> only = Map.of("RACKLEDGER_DISKS", device, "RACKLEDGER_TARGET", device);
        try {
            assertThat(RunnerSandbox.run(directory, Map.of(), mount, device, "mounted")
                            .exitCode())
                    .isZero();
            Outcome refused = step("erase-metadata", only);
            assertThat(refused.output()).contains("disk in use, nothing was erased: " + device);
            assertThat(refused.exitCode()).isEqualTo(3);
            RunnerSandbox.run(directory, Map.of(), "umount", "mounted");
            Outcome erased = step("erase-metadata", only);
            assertThat(erased.exitCode()).as(erased.output()).isZero();
        } finally {
            RunnerSandbox.run(directory, Map.of(), "umount", "-q", "mounted");
            RunnerSandbox.run(directory, Map.of(), losetup.toString(), "-d", device);
        }
    }

    private void assertRefused(Path target) throws Exception {
        Outcome written = writeImage(target);
        assertThat(written.output()).contains("disk in use, nothing was written");
        assertThat(written.exitCode()).isEqualTo(3);
        Outcome erased = erase(target);
        assertThat(erased.output()).contains("disk in use, nothing was erased");
        assertThat(erased.exitCode()).isEqualTo(3);
        assertThat(Files.readString(disk)).isEqualTo(PRECIOUS);
    }

    private Outcome erase(Path target) throws Exception {
        return step("erase-metadata", places(target));
    }

    private Outcome writeImage(Path target) throws Exception {
        RunnerSandbox.require("curl");
        write("image", "image");
        return step("write-image", places(target));
    }

    /** Never without a target of our own: without one the steps look for the machine's real disks. */
    private Map<String, String> places(Path target) {
        return Map.of(
                "RACKLEDGER_TARGET",
                target.toString(),
                "RACKLEDGER_KERNEL",
                directory.resolve("kernel").toString());
    }

    private Outcome step(String name, Map<String, String> environment) throws Exception {
        assertThat(environment).containsKey("RACKLEDGER_TARGET");
        String sha256 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest("image".getBytes(StandardCharsets.UTF_8)));
        String script = RunnerSandbox.resource("steps/" + name + ".sh")
                .replace("@IMAGE_URL@", "file://" + directory.resolve("image"))
                .replace("@IMAGE_SHA256@", sha256)
                .replace("@TARGET_DISK@", "")
                .replace("@INSTALLED_SEED_URL@", "http://10.0.0.1/nc/x/")
                .replace("@INSTALLED_HOOK_URL@", "http://10.0.0.1/hook/x");
        Files.writeString(directory.resolve("step.sh"), script);
        return RunnerSandbox.run(
                directory, environment, RunnerSandbox.require("dash").toString(), "step.sh");
    }

    private void kernel(String name, String text) throws IOException {
        write("kernel/" + name, text);
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
