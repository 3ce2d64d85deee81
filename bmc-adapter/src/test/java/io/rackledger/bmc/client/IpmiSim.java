package io.rackledger.bmc.client;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rackledger.bmc.session.Account;
import io.rackledger.bmc.session.Privilege;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A BMC that others wrote: OpenIPMI's ipmi_sim (Debian package openipmi), suite 3, its chassis driven by a script that is also the hook
 * for faults.
 */
final class IpmiSim implements AutoCloseable {
    static final String GUID = "a123456789abcdefa123456789abcd07";
    private static final String LAN = """
            name "judge"
            set_working_mc 0x20
              startlan 1
                addr 127.0.0.1 %d
                priv_limit admin
                allowed_auths_callback none md2 md5 straight
                allowed_auths_user none md2 md5 straight
                allowed_auths_operator none md2 md5 straight
                allowed_auths_admin none md2 md5 straight
                guid %s
                %s
              endlan
              %s
              chassis_control "/bin/sh %s %s"
              user 1 true "" "test" user 10 none md2 md5 straight
              user 2 true "admin" "s3cret" admin 10 none md2 md5 straight
              user 3 true "oper" "operpw" operator 10 none md2 md5 straight
            """;
    private static final String MACHINE = """
            mc_setbmc 0x20
            mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02
            sel_enable 0x20 1000 0x0a
            mc_enable 0x20
            """;

    private final Process process;
    private final Path power;
    private final InetSocketAddress address;

    private IpmiSim(Process process, Path power, InetSocketAddress address) {
        this.process = process;
        this.power = power;
        this.address = address;
    }

    static IpmiSim start(Path folder) throws IOException {
        return start(folder, "");
    }

    /** @param kg the BMC key, or empty for none */
    static IpmiSim start(Path folder, String kg) throws IOException {
        return start(folder, kg, "");
    }

    /** @param device a terminal that is the machine's serial port */
    static IpmiSim withConsole(Path folder, String device) throws IOException {
        return start(folder, "", "sol \"" + device + "\" 115200");
    }

    private static IpmiSim start(Path folder, String kg, String sol) throws IOException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/ipmi_sim")),
                "SKIPPED: no BMC of others to be judged by; apt-get install openipmi");
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        Path power = Files.createDirectories(folder.resolve("power"));
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(power.resolve("power"), "0\n");
        Files.writeString(power.resolve("boot"), "default\n");
        Path script = folder.resolve("chassis.sh");
        try (InputStream in = Objects.requireNonNull(IpmiSim.class.getResourceAsStream("chassis.sh"))) {
            Files.write(script, in.readAllBytes());
        }
        String key = kg.isEmpty() ? "" : "bmc_key \"" + kg + "\"";
        Files.writeString(folder.resolve("lan.conf"), LAN.formatted(address.getPort(), GUID, key, sol, script, power));
        Files.writeString(folder.resolve("cmd.emu"), MACHINE);
        Process process = new ProcessBuilder("ipmi_sim", "-n", "-c", "lan.conf", "-f", "cmd.emu", "-s", "state")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
        IpmiSim sim = new IpmiSim(process, power, address);
        // It does not tell when it listens; what tells is that its port is taken.
        await().atMost(Duration.ofSeconds(20)).until(() -> !process.isAlive() || sim.listens());
        if (!process.isAlive()) {
            throw new IOException("ipmi_sim ended: " + Files.readString(folder.resolve("out.log")));
        }
        return sim;
    }

    private boolean listens() throws IOException {
        String port = "0100007F:%04X".formatted(address.getPort());
        return Files.readString(Path.of("/proc/net/udp")).contains(port);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    InetSocketAddress address() {
        return address;
    }

    IpmiTarget admin() {
        return as("admin", "s3cret");
    }

    IpmiTarget as(String user, String password) {
        return new IpmiTarget(address, Account.of(user, password), Privilege.ADMINISTRATOR);
    }

    /** What the chassis script was called with so far. */
    String calls() throws IOException {
        Path calls = power.resolve("calls");
        return Files.exists(calls) ? Files.readString(calls) : "";
    }

    String power() throws IOException {
        return Files.readString(power.resolve("power")).strip();
    }

    /** Switches on one of the script's faults. */
    void fault(String name, String value) throws IOException {
        Files.writeString(power.resolve("fault-" + name), value, StandardCharsets.UTF_8);
    }

    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
