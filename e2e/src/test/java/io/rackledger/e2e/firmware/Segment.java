package io.rackledger.e2e.firmware;

import io.rackledger.e2e.LeftBehind;
import io.rackledger.e2e.cloudinit.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A network segment of its own: a namespace with a bridge, on which engine, BMCs and virtual machines meet. No route leads out of it, and
 * all that was started in it ends with it. Takes root.
 */
final class Segment implements AutoCloseable {
    static final String ENGINE = "10.78.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BRIDGE = "br0";

    private final String space = "rl-vm-" + ProcessHandle.current().pid();
    private final Deque<Process> processes = new ArrayDeque<>();
    private final List<String> others = new ArrayList<>();

    Segment() {
        LeftBehind.namespace(space);
        host("ip", "netns", "add", space);
        run("ip", "link", "set", "lo", "up");
        run("ip", "link", "add", BRIDGE, "type", "bridge", "forward_delay", "0", "stp_state", "0");
        address(ENGINE);
        run("ip", "address", "add", "fd77::1/64", "dev", BRIDGE, "nodad");
        run("ip", "link", "set", BRIDGE, "up");
    }

    private static String host(String... command) {
        return Shell.run(PATIENCE, Map.of(), List.of(command));
    }

    /** What runs a program in the namespace. */
    List<String> inside() {
        return List.of("ip", "netns", "exec", space);
    }

    /** Runs a program in the namespace to its end, and gives what it said. */
    String run(String... command) {
        List<String> all = new ArrayList<>(inside());
        all.addAll(List.of(command));
        return Shell.run(PATIENCE, Map.of(), all);
    }

    /** Starts a program in the namespace that goes on until the segment is closed. */
    Process start(Path output, String... command) throws IOException {
        return start(inside(), output, command);
    }

    private Process start(List<String> where, Path output, String... command) throws IOException {
        List<String> all = new ArrayList<>(where);
        all.addAll(List.of(command));
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        processes.push(process);
        return process;
    }

    /** A further address of the engine's host. */
    void address(String address) {
        run("ip", "address", "add", address + "/24", "dev", BRIDGE);
    }

    /** A place for a virtual machine's cable. */
    void tap(String name) {
        run("ip", "tuntap", "add", "dev", name, "mode", "tap");
        run("ip", "link", "set", name, "master", BRIDGE, "up");
    }

    /** Plugs another host into the segment, with this address, on which the program runs. */
    void otherHost(String address, Path output, String... command) throws IOException {
        String other = space + "-" + others.size();
        String port = "other" + others.size();
        LeftBehind.namespace(other);
        host("ip", "netns", "add", other);
        others.add(other);
        run("ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", other);
        run("ip", "link", "set", port, "master", BRIDGE, "up");
        host("ip", "-n", other, "address", "add", address + "/24", "dev", "eth0");
        host("ip", "-n", other, "link", "set", "eth0", "up");
        start(List.of("ip", "netns", "exec", other), output, command);
    }

    /** Without router advertisements iPXE waits 13 s for IPv6. */
    void advertiseRouter(Path folder) throws IOException {
        start(
                folder.resolve("router.out"),
                "dnsmasq",
                "--port=0",
                "--keep-in-foreground",
                "--user=root",
                "--interface=" + BRIDGE,
                "--bind-interfaces",
                "--conf-file=/dev/null",
                "--pid-file=",
                "--log-facility=-",
                "--enable-ra",
                "--ra-param=" + BRIDGE + ",10,0",
                "--dhcp-range=fd77::,ra-only,64,1h",
                "--dhcp-leasefile=" + folder.resolve("router.leases"));
    }

    /** Puts a packet filter before the engine: what machines send and this expression of nft matches does not arrive. */
    void drop(String match) {
        run("nft", "add table inet fault");
        run("nft", "add chain inet fault heard { type filter hook input priority 0; }");
        run("nft", "add rule inet fault heard iifname " + BRIDGE + " " + match + " counter drop");
    }

    /** What the packet filter has done so far. */
    String filter() {
        return run("nft", "list", "ruleset");
    }

    /** Takes the packet filter away. */
    void heal() {
        run("nft", "flush", "ruleset");
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
        others.forEach(other -> host("ip", "netns", "delete", other));
        host("ip", "netns", "delete", space);
    }
}
