package io.rackledger.e2e.firmware;

import io.rackledger.e2e.LeftBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A virtual rack for the tests of a class; after each test its machines are off and no packet filter is left. */
final class RackExtension implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    /** Addresses that our own server gives. */
    static final String POOL = "--dhcp-pool=10.78.0.0/24:10.78.0.100-10.78.0.199," + Segment.ENGINE;

    private final List<String> options;
    /** A test run that is broken off leaves no machine behind. */
    private final Thread emergency = new Thread(this::takeDown, "takes the virtual rack down");

    private @Nullable VirtualRack rack;
    private @Nullable Path work;

    /** @param options of {@code serve}, such as waits and the mode of DHCP */
    RackExtension(String... options) {
        this.options = List.of(options);
    }

    /** One whose engine waits as long as machines on an emulated, shared processor may take. */
    static RackExtension patient(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(
                "--wait-progress=PT4M", "--wait-liveness=PT2M", "--wait-machine=PT10M", "--wait-installed=PT6M"));
        return new RackExtension(all.toArray(String[]::new));
    }

    VirtualRack rack() {
        return Objects.requireNonNull(rack, "the rack is there once the class has begun");
    }

    private void takeDown() {
        VirtualRack left = rack;
        rack = null;
        if (left != null) {
            left.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        VirtualRack.whereItIsPossible();
        work = Files.createTempDirectory("rackledger-vm-");
        LeftBehind.folder(work);
        Runtime.getRuntime().addShutdownHook(emergency);
        rack = VirtualRack.start(work, options);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        rack().quiet();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        takeDown();
        Runtime.getRuntime().removeShutdownHook(emergency);
        if (work != null) {
            try (Stream<Path> all = Files.walk(work)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }
}
