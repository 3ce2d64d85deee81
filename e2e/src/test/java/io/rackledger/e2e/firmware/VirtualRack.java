package io.rackledger.e2e.firmware;

import static org.awaitility.Awaitility.await;

import io.rackledger.e2e.cloudinit.EngineProcess;
import io.rackledger.e2e.cloudinit.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;

/**
 * Owns everything that a test with real firmware needs: the segment, the engine as an operator starts it, and the virtual machines; ends them
 * all by their process ids. Each test class starts one.
 */
final class VirtualRack implements AutoCloseable {
    static final Path SCRIPTS = Path.of("src/test/sh/vm").toAbsolutePath();
    static final Duration BOOT = Duration.ofSeconds(480);
    private static final Duration BUILD = Duration.ofMinutes(8);
    private static final Duration START = Duration.ofSeconds(300);
    private static final List<String> PROGRAMS = List.of(
            "qemu-system-x86_64",
            "ipmi_sim",
            "dnsmasq",
            "ip",
            "nft",
            "debootstrap",
            "cpio",
            "zstd",
            "mke2fs",
            "grub-mkimage",
            "mcopy",
            "curl");

    private final Path work;
    private final Path system;
    private final Segment segment;
    private final EngineProcess engine;
    private final Api api;
    private final Map<String, VirtualMachine> machines = new HashMap<>();

    private VirtualRack(Path work, Path system, List<String> options) throws IOException {
        this.work = work;
        this.system = system;
        Path files = Files.createDirectories(work.resolve("files"));
        for (String name : List.of("vmlinuz", "initrd.img")) {
            Files.copy(system.resolve(name), files.resolve(name));
        }
        Files.copy(Path.of("/usr/lib/ipxe/snponly.efi"), files.resolve("snponly.efi"));
        this.segment = new Segment();
        segment.advertiseRouter(work);
        this.engine = EngineProcess.start(work, segment.inside(), options(files, options));
        this.api = new Api(segment);
    }

    private List<String> options(Path files, List<String> more) throws IOException {
        Path account = work.resolve("bmc.properties");
        Files.createFile(account, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                account, "vm.user=" + VirtualMachine.USER + "\nvm.password=" + VirtualMachine.PASSWORD + "\n");
        List<String> all = new ArrayList<>(List.of(
                "--boot-bind=0.0.0.0",
                "--boot-url=http://" + Segment.ENGINE + ":8481",
                "--boot-files=" + files,
                "--boot-kernel-argument=console=ttyS0",
                "--boot-kernel-argument=no_timer_check",
                "--boot-kernel-argument=net.ifnames=0",
                "--tftp-port=69",
                "--dhcp-address=" + Segment.ENGINE,
                "--bmc-credentials=" + account,
                "--heartbeat=PT3S"));
        all.addAll(more);
        return all;
    }

    /** Leaves the tests out, loudly, where they are not possible. */
    static void whereItIsPossible() {
        boolean root = "root".equals(System.getProperty("user.name"));
        List<String> missing = Stream.concat(
                        PROGRAMS.stream().filter(program -> !Shell.has(program)),
                        Stream.of("/dev/net/tun", "/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/lib/ipxe/snponly.efi")
                                .filter(file -> !Files.exists(Path.of(file))))
                .toList();
        if (!root || !missing.isEmpty()) {
            System.err.println("SKIPPED: virtual machines with real firmware need root, and of programs and files "
                    + missing + "; .ci/run installs what is missing");
        }
        Assumptions.assumeTrue(root && missing.isEmpty(), "virtual machines with real firmware are not possible here");
    }

    /**
     * Starts a segment and an engine in it. Where that fails, nothing of it is left.
     *
     * @param options of {@code serve}, such as waits and the mode of DHCP
     */
    static VirtualRack start(Path work, List<String> options) throws IOException {
        String said = Shell.run(
                BUILD, Map.of(), List.of("sh", SCRIPTS.resolve("mkboot.sh").toString()));
        VirtualRack rack = new VirtualRack(work, Path.of(said.strip().replaceAll("(?s).*\n", "")), options);
        try {
            await("the engine answers").atMost(START).until(() -> {
                rack.engine.requireAlive();
                return rack.api.answers();
            });
            return rack;
        } catch (RuntimeException e) {
            rack.close();
            throw e;
        }
    }

    /** A machine of its own, which a node of the same name has, and whose BMC was found to answer. */
    VirtualMachine manageable(String name, Firmware firmware) throws IOException {
        VirtualMachine machine =
                new VirtualMachine(segment, work, SCRIPTS.resolve("chassis.sh"), name, machines.size() + 1, firmware);
        machines.put(name, machine);
        api.command(
                name,
                "/nodes",
                Map.of(
                        "name",
                        name,
                        "driver",
                        "ipmi",
                        "bmc",
                        machine.bmcAddress(),
                        "bmcCredential",
                        "vm",
                        "ports",
                        List.of(machine.mac())));
        act(name, "manage", Map.of());
        awaitState(name, Duration.ofSeconds(60), "manageable");
        return machine;
    }

    /** Starts an action of the node. */
    void act(String node, String verb, Map<String, Object> arguments) {
        api.command(node, "/nodes/" + node + "/actions/" + verb, arguments);
    }

    /** Waits until the node is in one of these states; what was seen of it stands in the failure. */
    JsonNode awaitState(String node, Duration patience, String... states) {
        Set<String> wanted = Set.of(states);
        try {
            return await("node " + node + " in " + wanted)
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(500))
                    .until(
                            () -> api.node(node),
                            seen -> wanted.contains(seen.path("state").asString("")));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "\n" + evidence(node), e);
        }
    }

    /** Waits until the node's timeline has a line with all of these words. */
    void awaitLine(String node, Duration patience, String... words) {
        try {
            await(node + " told of " + List.of(words))
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> api.timeline(node).stream()
                            .anyMatch(line -> Stream.of(words).allMatch(line::contains)));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "\n" + evidence(node), e);
        }
    }

    /** Timeline, console and the other programs' words. */
    String evidence(String node) {
        VirtualMachine machine = machines.get(node);
        return "timeline of " + node + ":\n" + api.story(node) + "\n" + (machine == null ? "" : machine.evidence());
    }

    Api api() {
        return api;
    }

    Segment segment() {
        return segment;
    }

    /** Switches all machines off for good, with their BMCs, and takes packet filters away. */
    void quiet() {
        machines.values().forEach(VirtualMachine::close);
        segment.heal();
    }

    /** The files that machines are served. */
    Path files() {
        return work.resolve("files");
    }

    /** A bootable disk image with the system. */
    Path diskImage() {
        return system.resolve("disk.raw");
    }

    /** Machines first, the segment last; whatever does not come down is told at the end. */
    @Override
    public void close() {
        Deque<AutoCloseable> all = new ArrayDeque<>(machines.values());
        all.addLast(engine);
        all.addLast(segment);
        IllegalStateException failure = new IllegalStateException("the virtual rack could not be taken down");
        for (AutoCloseable each : all) {
            try {
                each.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
