package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A disk of a few megabytes that can be filled to the last byte: a tmpfs. Root only. */
final class SmallDisk implements AutoCloseable {
    private final Path at;
    private final Path ballast;

    private SmallDisk(Path at) {
        this.at = at;
        this.ballast = at.resolve("ballast");
    }

    /** Skips the test, loudly, where nothing can be mounted. */
    static void require() {
        boolean root = "root".equals(System.getProperty("user.name"));
        if (!root) {
            System.err.println("SKIPPED: only root can mount a small disk");
        }
        assumeTrue(root, "only root can mount a small disk");
    }

    static SmallDisk mount(Path at, int megabytes) throws IOException {
        Files.createDirectories(at);
        run("mount", "-t", "tmpfs", "-o", "mode=777,size=" + megabytes + "m", "tmpfs", at.toString());
        return new SmallDisk(at);
    }

    /** Takes all the room that is left. */
    void fill() throws IOException {
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    /** Gives it back. */
    void free() throws IOException {
        Files.delete(ballast);
    }

    long freeBytes() {
        return at.toFile().getUsableSpace();
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command)).inheritIO().start();
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", at.toString());
    }
}
