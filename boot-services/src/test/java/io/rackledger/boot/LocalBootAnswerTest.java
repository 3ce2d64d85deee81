package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.LocalBoot;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.SignalBody.BootScriptServed;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine gets whose plan is its own disk. */
final class LocalBootAnswerTest {
    @TempDir
    Path directory;

    @Test
    void isNoScriptAtAllWhereTheNodeWantsThat() throws IOException {
        try (Rack rack = new Rack(directory)) {
            publish(rack, "not-found", 1);
            HttpResponse<String> absent = rack.get("/boot/" + Rack.MAC);
            publish(rack, "exit", 2);
            HttpResponse<String> script = rack.get("/boot/" + Rack.MAC);

            assertThat(absent.statusCode()).isEqualTo(404);
            assertThat(script.statusCode()).isEqualTo(200);
            assertThat(script.body()).endsWith("exit 0\n");
            assertThat(rack.signals.of(BootScriptServed.class))
                    .hasSize(2)
                    .allMatch(signal -> ((BootScriptServed) signal.body()).kind() == BootPlanKind.LOCAL_DISK);
        }
    }

    private static void publish(Rack rack, String localBoot, long sequence) {
        BootPlan plan = new BootPlan(
                Rack.NODE,
                "web-1",
                new TreeSet<>(List.of(Rack.MAC)),
                BootPlanKind.LOCAL_DISK,
                Optional.of(Rack.ATTEMPT),
                Optional.empty(),
                BootStage.INSTALLED,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                3,
                LocalBoot.parse(localBoot),
                sequence);
        rack.log.bootPlanLog().publish(plan).join();
    }
}
