package io.rackledger.e2e.bootload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process under measurement: what it costs, its children included. Ends with this JVM. */
public final class Program implements AutoCloseable {
    private static final int TO_STOP = 20;
    private static final Pattern LISTENS =
            Pattern.compile(": [0-9A-F]{8}:(0043|0045|[01][0-9A-F]{3}|2[0-9A-F]{3}) 0{8}:0{4} ");
    private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private final Process process;
    private final CpuGroup group;
    private final Path log;

    private Program(Process process, CpuGroup group, Path log) {
        this.process = process;
        this.group = group;
        this.log = log;
    }

    static Program start(String name, Path log, List<String> command) throws IOException {
        CpuGroup group = CpuGroup.make(name);
        Process process = new ProcessBuilder(group.inside(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Program(process, group, log);
    }

    public Path log() {
        return log;
    }

    /** Seconds of processor time that it and all that it started have used. */
    public double cpuSeconds() throws IOException {
        return group.seconds();
    }

    /** Most memory that was ever resident, MiB, over all its present processes. */
    public double peakMib() throws IOException {
        return group.processes().stream().mapToLong(Program::resident).sum() / 1024.0;
    }

    /** 0 where it has ended meanwhile. */
    private static long resident(long process) {
        try {
            Matcher matcher = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(process), "status")));
            return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        } catch (IOException _) {
            return 0;
        }
    }

    /** Waits until it has printed these words. */
    public void awaitWords(String words, int seconds) {
        await(words).atMost(Duration.ofSeconds(seconds)).untilAsserted(() -> {
            String said = Files.readString(log);
            if (!process.isAlive()) {
                throw new IllegalStateException("it has ended: " + said);
            }
            assertThat(said).contains(words);
        });
    }

    /** Waits until it listens on a port below 10,000 of IPv4. */
    void awaitSocket() {
        await("a socket of " + log).atMost(Duration.ofSeconds(TO_STOP)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("it has ended: " + Files.readString(log));
            }
            return listens("udp") || listens("tcp");
        });
    }

    /** Local address and port, of a socket whose other side is open. */
    private boolean listens(String protocol) throws IOException {
        Path table = Path.of("/proc", Long.toString(process.pid()), "net", protocol);
        return Files.readAllLines(table).stream()
                .anyMatch(line -> LISTENS.matcher(line).find());
    }

    void awaitEnd(int seconds) throws IOException, InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            close();
            throw new IOException("it did not end within " + seconds + " s: " + Files.readString(log));
        }
    }

    /** SIGKILL, with all that it started. */
    public void kill() throws IOException, InterruptedException {
        group.processes().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(TO_STOP, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        kill();
        await().atMost(Duration.ofSeconds(TO_STOP))
                .until(() -> group.processes().isEmpty());
        group.close();
    }
}
