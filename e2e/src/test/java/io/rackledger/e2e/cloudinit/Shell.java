package io.rackledger.e2e.cloudinit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a foreign program to its end within a time limit. */
public final class Shell {
    private Shell() {}

    /** Output of the program, both streams; fails loudly on another exit code than 0 or when time is up. */
    public static String run(Duration limit, Map<String, String> environment, List<String> command) {
        Path output = temporary();
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IllegalStateException(command + " did not end within " + limit + ": " + tail(output));
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(command + " ended with " + process.exitValue() + ": " + tail(output));
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(command + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command + " was interrupted", e);
        } finally {
            output.toFile().delete();
        }
    }

    /** Whether a program of this name can be found. */
    public static boolean has(String program) {
        return List.of(System.getenv()
                        .getOrDefault("PATH", "/usr/sbin:/usr/bin")
                        .split(":"))
                .stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    public static String tail(Path file) throws IOException {
        String all = Files.readString(file, StandardCharsets.ISO_8859_1);
        return all.substring(Math.max(0, all.length() - 4000));
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("rackledger-", ".out");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
