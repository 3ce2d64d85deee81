package io.rackledger.e2e.bootload;

import io.rackledger.e2e.LeftBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A control group of the kernel that counts the processor time of a program and of all that it starts, ended or not. Takes root. */
final class CpuGroup implements AutoCloseable {
    private static final Path OLD = Path.of("/sys/fs/cgroup/cpuacct");
    private static final Path UNIFIED = Path.of("/sys/fs/cgroup");

    private final Path folder;

    private CpuGroup(Path folder) {
        this.folder = folder;
    }

    static CpuGroup make(String name) throws IOException {
        boolean old = Files.exists(OLD.resolve("cpuacct.usage"));
        Path folder = Files.createDirectories((old ? OLD : UNIFIED).resolve(name));
        LeftBehind.controlGroup(folder);
        return new CpuGroup(folder);
    }

    /** The command, begun by a shell that goes into the group first. */
    List<String> inside(List<String> command) {
        String shell = "echo $$ > " + folder.resolve("cgroup.procs") + "; exec \"$@\"";
        return Stream.concat(Stream.of("sh", "-c", shell, "sh"), command.stream())
                .toList();
    }

    /** Seconds that all its processes have used. */
    double seconds() throws IOException {
        Path old = folder.resolve("cpuacct.usage");
        if (Files.exists(old)) {
            return Long.parseLong(Files.readString(old).strip()) / 1e9;
        }
        Optional<String> usage = Files.readAllLines(folder.resolve("cpu.stat")).stream()
                .filter(line -> line.startsWith("usage_usec "))
                .findFirst();
        return Long.parseLong(usage.orElseThrow().substring("usage_usec ".length())) / 1e6;
    }

    /** Its living processes. */
    List<Long> processes() throws IOException {
        Path file = folder.resolve("cgroup.procs");
        return Files.exists(file)
                ? Files.readAllLines(file).stream().map(Long::parseLong).toList()
                : List.of();
    }

    /** Goes when its last process has. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder);
    }
}
