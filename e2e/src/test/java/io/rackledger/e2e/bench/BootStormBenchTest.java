package io.rackledger.e2e.bench;

import io.rackledger.e2e.bootload.BootStorm;
import io.rackledger.e2e.bootload.OwnServices;
import io.rackledger.e2e.bootload.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand machines that are switched on in the same moment, through DHCP, TFTP and HTTP to their kernels. */
@Tag("bench")
final class BootStormBenchTest {
    private static final int MACHINES = 1000;
    private static final int LOADER = 1 << 20;
    private static final int KERNEL = 4 << 20;
    private static final Map<String, String> STAGES = Map.of(
            "dhcp", "one DHCP exchange",
            "loader", "loader of 1 MiB by TFTP",
            "script", "boot script",
            "kernel", "kernel of 4 MiB by HTTP",
            "whole", "whole boot to the system's lease");

    @TempDir
    Path folder;

    @Test
    void takesAThousandMachinesToTheirKernels() throws Exception {
        Wire.need();
        Path files = Files.createDirectories(folder.resolve("root"));
        Files.write(files.resolve("snponly.efi"), new byte[LOADER]);
        Files.write(files.resolve("vmlinuz"), new byte[KERNEL]);
        List<BootStorm.Result> rounds = new ArrayList<>();
        try (Wire wire = new Wire();
                Figures figures = Figures.of(BootStormBenchTest.class);
                OwnServices own = OwnServices.start(wire, folder.resolve("own"), files, MACHINES * 2, 1)) {
            BootStorm.run(wire, folder.resolve("storm.out"), MACHINES / 2, MACHINES);
            double engine = own.engine().cpuSeconds();
            double broker = own.log().cpuSeconds();
            for (int i = 0; i < PeerRounds.ROUNDS; i++) {
                rounds.add(BootStorm.run(wire, folder.resolve("storm.out"), MACHINES, 0));
            }
            double boots = PeerRounds.ROUNDS * MACHINES / 1000.0;
            String cost = String.format(
                    Locale.ROOT,
                    "CPU time per machine in ms: engine %.1f, broker %.1f; peak memory of the engine %.0f MiB.",
                    (own.engine().cpuSeconds() - engine) / boots,
                    (own.log().cpuSeconds() - broker) / boots,
                    own.engine().peakMib());
            STAGES.forEach((stage, words) -> {
                figures.add(row(stage, "p50", words, 0, rounds, cost));
                figures.add(row(stage, "p99", words, 1, rounds, cost));
            });
        }
    }

    private static Figure row(
            String stage, String share, String words, int index, List<BootStorm.Result> rounds, String cost) {
        List<Double> values =
                rounds.stream().map(each -> each.millis().get(stage)[index]).toList();
        return Figure.of(
                        stage + "-" + share,
                        "storm of " + MACHINES + " machines: " + words + ", " + share,
                        "ms",
                        Spread.of(values))
                .because(cost)
                .measuredBy(
                        "Machines that all begin at once, each from its own address: DHCP as firmware, loader by TFTP in"
                                + " lock-step, DHCP as iPXE, script, kernel, DHCP as the new system twice. Medians of "
                                + PeerRounds.ROUNDS
                                + " rounds after one of half as many machines; the load shares both cores. Repeated in the last round: "
                                + rounds.getLast().repeats() + ".");
    }
}
