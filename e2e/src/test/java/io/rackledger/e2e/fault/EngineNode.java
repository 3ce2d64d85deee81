package io.rackledger.e2e.fault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One process of the program, {@code rackledger serve}, that can be killed, stopped in its tracks, and started again on the same ports. */
final class EngineNode {
    private static final Duration TO_START = Duration.ofMinutes(2);
    private static final String READY = "ready; ";

    private final String name;
    private final Path home;
    private final int apiPort;
    private final int bootPort;
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<ChildProcess> lives = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String heap = "384m";
    private @Nullable ChildProcess process;

    /** @param home for its data directory and output */
    EngineNode(String name, Path home, String roles) {
        this.name = name;
        this.home = home;
        this.apiPort = FreePorts.next();
        this.bootPort = FreePorts.next();
        with("--roles", roles);
        with("--data-dir", home.resolve(name).toString());
        with("--api-port", "" + apiPort);
        with("--boot-bind", "127.0.0.1");
        with("--boot-port", "" + bootPort);
    }

    /** One more option of {@code serve}, or another value of it; takes effect at the next start. */
    EngineNode with(String option, String value) {
        options.put(option, value);
        return this;
    }

    /** Variables of its environment, from the next start on. */
    EngineNode in(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    EngineNode withHeap(String size) {
        heap = size;
        return this;
    }

    String name() {
        return name;
    }

    String apiUrl() {
        return "http://127.0.0.1:" + apiPort;
    }

    int bootPort() {
        return bootPort;
    }

    /** Starts it and returns at once. */
    EngineNode start() {
        return start(List.of());
    }

    /** @param javaOptions for this life only, such as a crash point */
    EngineNode start(List<String> javaOptions) {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        List<String> java = new ArrayList<>(List.of("-Xmx" + heap));
        java.addAll(javaOptions);
        List<String> arguments = new ArrayList<>(List.of("serve"));
        options.forEach((option, value) -> arguments.add(option + "=" + value));
        Path log = home.resolve(name + "-" + (lives.size() + 1) + ".log");
        ChildProcess started =
                ChildProcess.start(name, log, java, "io.rackledger.launcher.Rackledger", arguments, environment);
        process = started;
        lives.add(started);
        return this;
    }

    /** Waits until it says that it is ready; fails where it has died. */
    EngineNode awaitReady() {
        Awaitility.await(name + " is ready")
                .atMost(TO_START)
                .pollInterval(Duration.ofMillis(100))
                .until(this::isReady);
        return this;
    }

    private boolean isReady() {
        process().requireAlive();
        return process().output().contains(READY);
    }

    ChildProcess process() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Output of all its lives, oldest first. */
    List<ChildProcess> lives() {
        return List.copyOf(lives);
    }

    void kill() {
        process().kill();
    }

    /** SIGSTOP: it stands still, and knows nothing of it afterwards. */
    void freeze() {
        process().signal("STOP");
    }

    /** SIGCONT. */
    void thaw() {
        process().signal("CONT");
    }

    void restart() {
        start().awaitReady();
    }

    void stop() {
        if (process != null && process.isAlive()) {
            process.terminate(Duration.ofSeconds(30));
        }
    }
}
