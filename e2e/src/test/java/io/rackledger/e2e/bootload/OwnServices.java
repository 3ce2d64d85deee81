package io.rackledger.e2e.bootload;

import static org.awaitility.Awaitility.await;

import io.rackledger.e2e.fault.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code rackledger serve --roles=boot} in the servers' namespace, with DHCP, TFTP and HTTP, on a broker beside it. The system property {@code
 * rackledger.bench.engine} gives its JVM more options, for a profiler.
 */
public final class OwnServices implements AutoCloseable {
    public static final int HTTP_PORT = 8481;

    private static final Pattern BROKER = Pattern.compile("BROKER (\\d+) (\\S+) ready");
    private static final int TO_START = 150;
    private static final int TO_REST = 240;
    private static final Duration LOOK = Duration.ofSeconds(2);
    /** Seconds of processor time in that time. */
    private static final double AT_REST = 0.2;

    private final Program log;
    private final Program engine;
    private final Path data;

    private OwnServices(Program log, Program engine, Path data) {
        this.log = log;
        this.engine = engine;
        this.data = data;
    }

    /**
     * @param files what is served by TFTP and HTTP
     * @param nodes that have boot plans, with so many MAC addresses each
     */
    public static OwnServices start(Wire wire, Path folder, Path files, int nodes, int macs, String... more)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Program log = wire.serve(
                folder.resolve("log.out"),
                java(List.of("-Xmx400m"), LogHost.class.getName(), folder.toString(), "" + nodes, "" + macs));
        log.awaitWords(" ready", TO_START);
        Matcher told = BROKER.matcher(Files.readString(log.log()));
        if (!told.find()) {
            throw new IOException("no broker: " + Files.readString(log.log()));
        }
        Path data = folder.resolve("data");
        List<String> arguments = new ArrayList<>(List.of(
                "serve",
                "--roles=boot",
                "--data-dir=" + data,
                "--kafka=" + told.group(2),
                "--kafka-replication=1",
                "--api-port=0",
                "--boot-bind=" + Wire.SERVER,
                "--boot-port=" + HTTP_PORT,
                "--boot-url=http://" + Wire.SERVER + ":" + HTTP_PORT,
                "--boot-files=" + files,
                "--tftp-port=69",
                "--dhcp=authoritative",
                "--dhcp-address=" + Wire.SERVER,
                "--dhcp-pool=" + Wire.POOL));
        arguments.addAll(List.of(more));
        Program engine = wire.serve(
                folder.resolve("engine.out"),
                java(engineOptions(), "io.rackledger.launcher.Rackledger", arguments.toArray(String[]::new)));
        engine.awaitWords("ready", TO_START);
        awaitRest(engine);
        return new OwnServices(log, engine, data);
    }

    /** Until it has done what a start brings with it, such as writing down the boot plans that it has read. */
    private static void awaitRest(Program engine) {
        await("the engine at rest")
                .atMost(Duration.ofSeconds(TO_REST))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    double before = engine.cpuSeconds();
                    Pause.of(LOOK);
                    return engine.cpuSeconds() - before < AT_REST;
                });
    }

    private static List<String> engineOptions() {
        List<String> options = new ArrayList<>(List.of("-Xmx1g"));
        String more = System.getProperty("rackledger.bench.engine", "");
        options.addAll(more.isBlank() ? List.of() : List.of(more.split(" ")));
        return options;
    }

    static List<String> java(List<String> options, String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Duser.timezone=UTC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        return command;
    }

    public Program engine() {
        return engine;
    }

    /** The broker and what started it. */
    public Program log() {
        return log;
    }

    /** The engine's data directory, which holds the key of the machines' tokens. */
    public Path data() {
        return data;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        engine.close();
        log.close();
    }
}
