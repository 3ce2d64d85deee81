package io.rackledger.e2e.cloudinit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The network of a rack and its machines, by the scripts in src/test/sh. Lives inside the namespace of a run. */
final class Rack implements AutoCloseable {
    static final String ENGINE = "10.77.0.1";
    static final String METADATA = "10.77.0.2";
    static final int BOOT_PORT = 8481;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path scripts;
    private final Map<String, String> environment;

    Rack(Path scripts, Path lab) {
        this.scripts = scripts;
        this.environment = Map.of("RACKLEDGER_LAB", lab.toString());
        script("rack.sh", "up");
    }

    void machine(String... arguments) {
        script("machine.sh", arguments);
    }

    String console(String name) {
        return script("machine.sh", "console", name);
    }

    @Override
    public void close() {
        script("rack.sh", "down");
    }

    private String script(String name, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("sh", scripts.resolve(name).toString()));
        command.addAll(List.of(arguments));
        return Shell.run(PATIENCE, environment, command);
    }
}
