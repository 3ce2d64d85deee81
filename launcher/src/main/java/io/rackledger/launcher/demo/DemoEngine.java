package io.rackledger.launcher.demo;

import io.rackledger.bmc.BmcSettings;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.credential.CredentialStore;
import io.rackledger.bmc.observer.ObserverPace;
import io.rackledger.bmc.power.PowerPace;
import io.rackledger.boot.BootSettings;
import io.rackledger.command.settings.CommandSettings;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.launcher.engine.EngineSettings;
import io.rackledger.launcher.engine.KafkaChoice;
import io.rackledger.launcher.engine.PostgresChoice;
import io.rackledger.launcher.engine.Role;
import io.rackledger.query.QuerySideSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** The engine as the demo runs it: everything on loopback, waits of seconds instead of minutes. */
final class DemoEngine {
    static final String CREDENTIAL = "demo-rack";

    /** Long enough for a busy laptop, short enough to watch. */
    private static final WaitPolicy SHORT = new WaitPolicy(
            Duration.ofSeconds(12),
            Duration.ofSeconds(90),
            Duration.ofSeconds(60),
            Duration.ofSeconds(12),
            Duration.ofSeconds(10),
            Duration.ofHours(24),
            3);

    private static final int KERNEL = 512 * 1024;
    private static final int INITRD = 2 * 1024 * 1024;
    private static final int IMAGE = 4 * 1024 * 1024;

    private DemoEngine() {}

    /** Ports that the demo listens on. */
    record Ports(int api, int boot, int kafka, int postgres) {}

    static EngineSettings settings(Path dataDir, Ports ports, Credential bmcAccount) throws IOException {
        Path files = dataDir.resolve("files");
        makeFiles(files);
        BootSettings boot = BootSettings.onLoopback(files, dataDir.resolve("boot"))
                .withListeners("127.0.0.1", List.of(ports.boot()))
                .withTimes(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(5));
        PowerPace pace = new PowerPace(
                Duration.ofMillis(120), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(240));
        BmcSettings bmc = new BmcSettings(
                "bmc-adapter",
                name -> name.equals(CREDENTIAL) ? Optional.of(bmcAccount) : Optional.empty(),
                CredentialStore.none(),
                Optional.empty(),
                64,
                pace,
                Optional.of(ObserverPace.standard().every(Duration.ofSeconds(10))));
        return new EngineSettings(
                EnumSet.allOf(Role.class),
                dataDir,
                new EngineSettings.Listener("127.0.0.1", ports.api()),
                new KafkaChoice.Embedded(ports.kafka()),
                new PostgresChoice.Embedded(ports.postgres()),
                boot,
                bmc,
                CommandSettings.standard(),
                QuerySideSettings.standard(),
                SHORT);
    }

    /** Stand-ins of kernel, initrd and image: the simulated machines fetch them and never look inside. */
    private static void makeFiles(Path files) throws IOException {
        Files.createDirectories(files);
        write(files.resolve("vmlinuz"), KERNEL, (byte) 'k');
        write(files.resolve("initrd.img"), INITRD, (byte) 'i');
        write(files.resolve(DemoPlan.IMAGE), IMAGE, (byte) 'd');
    }

    private static void write(Path file, int size, byte filling) throws IOException {
        byte[] content = new byte[size];
        Arrays.fill(content, filling);
        Files.write(file, content);
    }
}
