package io.rackledger.e2e.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Simulated IPMI BMCs in a process of their own: {@code rackledger bmc simulate}, one UDP port of the loopback address each. */
final class BmcHall implements AutoCloseable {
    static final String USER = "admin";
    static final String PASSWORD = "bench-5e0f";
    /** Below the ports that the kernel gives to clients. */
    private static final int FIRST_PORT = 20_000;

    private static final Duration TO_START = Duration.ofSeconds(60);

    private final Process process;

    private BmcHall(Process process) {
        this.process = process;
    }

    static BmcHall start(Path folder, int count) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Path log = folder.resolve("hall.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.rackledger.launcher.Rackledger",
                        "bmc",
                        "simulate",
                        "--count",
                        Integer.toString(count),
                        "--port",
                        Integer.toString(FIRST_PORT),
                        "--password-file",
                        password.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        BmcHall hall = new BmcHall(process);
        await().atMost(TO_START).until(() -> hall.hasStarted(log));
        return hall;
    }

    private boolean hasStarted(Path log) {
        try {
            String said = Files.readString(log);
            if (!process.isAlive()) {
                throw new IllegalStateException("the simulated BMCs have ended: " + said);
            }
            return said.contains("try: ipmitool");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Host and port of one of them, from 0. */
    static String authority(int number) {
        return "127.0.0.1:" + (FIRST_PORT + number);
    }

    static InetSocketAddress address(int number) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), FIRST_PORT + number);
    }

    /** The same for ipmitool's command line. */
    static List<String> ipmitool(int number) {
        return List.of(
                "ipmitool",
                "-I",
                "lanplus",
                "-C",
                "17",
                "-H",
                "127.0.0.1",
                "-p",
                Integer.toString(FIRST_PORT + number),
                "-U",
                USER,
                "-P",
                PASSWORD,
                "chassis",
                "power",
                "status");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
