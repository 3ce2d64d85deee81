package io.rackledger.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A rack of scenario machines on a bridge of this host. The engine is reached at {@link #engineAddress()} and, as a metadata host
 * of its own, at {@link #otherAddress()}: a server has to listen on all addresses. Needs root, ip, nft and debootstrap.
 */
public final class Lab implements AutoCloseable {
    private static final Duration BUILD = Duration.ofMinutes(15);
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final int RACKS = 200;

    private final Path directory;
    private final Map<String, String> environment;
    private final String prefix;

    private Lab(Path directory, long number) {
        this.directory = directory;
        this.prefix = "10.77." + number;
        this.environment = Map.of(
                "RACKLEDGER_LAB", directory.toString(), "RACKLEDGER_BRIDGE", "rlk" + number, "RACKLEDGER_NET", prefix);
    }

    /** Sets up the network, and before that, once on this host, the root of the machines (one to two minutes). */
    public static Lab open(Path directory) throws IOException, InterruptedException {
        assumeUsable();
        Lab lab = new Lab(directory, ProcessHandle.current().pid() % RACKS);
        lab.run(BUILD, "mkroot.sh");
        lab.run(COMMAND, "rack.sh", "up");
        return lab;
    }

    /** Skips the test, loudly, where this host cannot run machines. */
    private static void assumeUsable() {
        boolean root = "root".equals(System.getProperty("user.name"));
        List<String> missing = Stream.of("ip", "nft", "unshare", "setsid", "curl", "debootstrap")
                .filter(program -> !isInstalled(program))
                .toList();
        boolean usable = root && missing.isEmpty();
        if (!usable) {
            System.out.printf("NOT TESTED WITH REAL CLOUD-INIT: root: %s, missing programs: %s%n", root, missing);
        }
        assumeTrue(usable, "real cloud-init needs root and the packages of .ci/run");
    }

    private static boolean isInstalled(String program) {
        return Stream.concat(Arrays.stream(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/sbin"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    public String engineAddress() {
        return prefix + ".1";
    }

    public String otherAddress() {
        return prefix + ".2";
    }

    /**
     * Plugs in a machine that is switched off.
     *
     * @param number 10 to 250, the last byte of its address
     * @param engine base URL that its firmware asks for a boot script
     */
    public LabMachine machine(String name, String mac, int number, String engine)
            throws IOException, InterruptedException {
        run(COMMAND, "machine.sh", "create", name, mac, prefix + "." + number, engine);
        return new LabMachine(this, name, mac, prefix + "." + number);
    }

    String machineCommand(String... arguments) throws IOException, InterruptedException {
        String[] command =
                Stream.concat(Stream.of("machine.sh"), Arrays.stream(arguments)).toArray(String[]::new);
        return run(COMMAND, command);
    }

    Path directoryOf(String machine) {
        return directory.resolve(machine);
    }

    private String run(Duration limit, String... command) throws IOException, InterruptedException {
        command[0] = scripts().resolve(command[0]).toString();
        Path output = Files.createTempFile(Files.createDirectories(directory), "command", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
        String text = Files.readString(output);
        Files.delete(output);
        assertThat(ended)
                .as("%s ends within %s; it said: %s", List.of(command), limit, text)
                .isTrue();
        assertThat(process.exitValue()).as("%s: %s", List.of(command), text).isZero();
        return text;
    }

    private static Path scripts() {
        Path here = Path.of("").toAbsolutePath();
        Path module = here.endsWith("e2e") ? here : here.resolve("e2e");
        return module.resolve("src/test/sh");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run(COMMAND, "rack.sh", "down");
    }
}
