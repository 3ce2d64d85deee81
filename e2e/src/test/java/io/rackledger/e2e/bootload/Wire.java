package io.rackledger.e2e.bootload;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.e2e.LeftBehind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Two network namespaces joined by a veth pair: servers in the one, load in the other, which answers under every address of {@link #CLIENTS} and of the
 * pool. No route leads out. Takes root.
 */
public final class Wire implements AutoCloseable {
    public static final String SERVER = "10.64.0.1";
    public static final String RELAY = "10.64.0.2";
    /** Addresses of machines that have none by DHCP; the first two bytes. */
    public static final String CLIENTS = "10.65";

    public static final String POOL = "10.64.0.0/10:10.80.0.1-10.95.255.254";
    static final String DEVICE = "srv";

    private static final int TO_END = 30;

    private final String name = "bb" + ProcessHandle.current().pid() % 100_000;
    private final List<Program> programs = new ArrayList<>();

    public Wire() throws IOException, InterruptedException {
        LeftBehind.namespace(name + "s");
        LeftBehind.namespace(name + "c");
        run("ip", "netns", "add", name + "s");
        run("ip", "netns", "add", name + "c");
        run(
                "ip",
                "link",
                "add",
                DEVICE,
                "netns",
                name + "s",
                "type",
                "veth",
                "peer",
                "name",
                "cli",
                "netns",
                name + "c");
        on("s", "ip", "link", "set", "lo", "up");
        on("c", "ip", "link", "set", "lo", "up");
        on("s", "ip", "addr", "add", SERVER + "/30", "dev", DEVICE);
        on("c", "ip", "addr", "add", RELAY + "/30", "dev", "cli");
        on("s", "ip", "link", "set", DEVICE, "up");
        on("c", "ip", "link", "set", "cli", "up");
        // By a router, as from rack to rack: a kernel knows 1,024 neighbours at most, and we have more machines.
        on("s", "ip", "route", "add", "10.64.0.0/10", "via", RELAY);
        on("c", "ip", "route", "add", "local", CLIENTS + ".0.0/16", "dev", "lo");
        on("c", "ip", "route", "add", "local", "10.80.0.0/12", "dev", "lo");
    }

    /** Skips the benchmark, and says so aloud, where it cannot be had or where one of these programs is missing. */
    public static void need(String... needed) throws IOException {
        List<String> missing = new ArrayList<>();
        for (String each : needed) {
            if (path(each).isEmpty()) {
                missing.add(each);
            }
        }
        boolean root = "root".equals(System.getProperty("user.name"));
        if (!root || !missing.isEmpty()) {
            String why = (root ? "" : "not root; ") + "missing programs: " + missing
                    + " (Debian: dnsmasq-base kea-dhcp4-server kea-admin nginx-light wrk tftpd-hpa; atftpd, which"
                    + " cannot be installed beside tftpd-hpa, by dpkg -x into /opt/atftpd)";
            System.err.println("BENCH SKIPPED: " + why);
            Assumptions.abort(why);
        }
    }

    /** Where a program lies, on the path or beside it; empty where it does not. */
    static String path(String program) {
        List<String> folders = new ArrayList<>(List.of(System.getenv("PATH").split(":")));
        folders.addAll(List.of("/usr/sbin", "/sbin", "/opt/atftpd/usr/sbin"));
        return folders.stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
    }

    /** Starts a server; it ends with the wire. */
    public Program serve(Path log, List<String> command) throws IOException {
        Program program = Program.start(name + "-" + programs.size(), log, inside("s", command));
        programs.add(program);
        return program;
    }

    /** Runs a load to its end, and gives what it printed. */
    public String load(Path log, int seconds, List<String> command) throws IOException, InterruptedException {
        Program program = Program.start(name + "-" + programs.size(), log, inside("c", command));
        programs.add(program);
        program.awaitEnd(seconds);
        program.close();
        return Files.readString(log);
    }

    private List<String> inside(String side, List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name + side));
        all.addAll(command);
        return all;
    }

    private void on(String side, String... command) throws IOException, InterruptedException {
        run(inside(side, List.of(command)).toArray(String[]::new));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(TO_END, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(String.join(" ", command) + ": " + said)
                .isZero();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Program program : programs.reversed()) {
            program.close();
        }
        run("ip", "netns", "delete", name + "s");
        run("ip", "netns", "delete", name + "c");
    }
}
