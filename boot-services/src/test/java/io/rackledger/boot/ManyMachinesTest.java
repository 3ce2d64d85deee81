package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.boot.http.HttpLimits;
import io.rackledger.boot.report.StrangerLimits;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.BootScriptServed;
import io.rackledger.core.signal.SignalBody.HeartbeatReceived;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Many at once: known machines lose nothing, strangers cannot fill the log. */
final class ManyMachinesTest {
    private static final Logger LOG = LoggerFactory.getLogger(ManyMachinesTest.class);
    private static final int MACHINES = 32;
    private static final int HEARTBEATS = 100;

    @TempDir
    Path directory;

    private Rack rack;

    @BeforeEach
    void start() throws IOException {
        StrangerLimits strangers = new StrangerLimits(5, 12, Duration.ofHours(1));
        rack = new Rack(directory, settings -> settings.withLimits(HttpLimits.DEFAULT, strangers));
        rack.planInspection();
    }

    @AfterEach
    void stop() {
        rack.close();
    }

    @Test
    void keepsEachHeartbeatOfAllMachinesOnce() throws Exception {
        String token = rack.ephemeralToken();
        List<Callable<Integer>> machines = new ArrayList<>();
        for (int machine = 0; machine < MACHINES; machine++) {
            String boot = "boot-" + machine;
            machines.add(() -> beat(token, boot));
        }
        long before = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> accepted : threads.invokeAll(machines)) {
                assertThat(accepted.get()).isEqualTo(HEARTBEATS);
            }
        }
        LOG.info(
                "{} heartbeats in {} ms",
                MACHINES * HEARTBEATS,
                Duration.ofNanos(System.nanoTime() - before).toMillis());

        List<Signal> kept = rack.signals.of(HeartbeatReceived.class);
        assertThat(kept).hasSize(MACHINES * HEARTBEATS);
        assertThat(kept.stream().map(Signal::id).distinct()).hasSize(MACHINES * HEARTBEATS);
    }

    private int beat(String token, String boot) {
        int accepted = 0;
        for (int seq = 1; seq <= HEARTBEATS; seq++) {
            String form = "event=heartbeat&seq=" + seq + "&boot=" + boot;
            accepted += rack.post("/run/" + token + "/events", form).statusCode() == 204 ? 1 : 0;
        }
        return accepted;
    }

    @Test
    void servesAFloodOfUnknownMachinesButWritesOnlySoMuchOfItDown() {
        for (int i = 0; i < 40; i++) {
            String mac = "52-54-00-00-01-0" + i % 4;
            assertThat(rack.get("/boot/" + mac).statusCode()).isEqualTo(200);
        }

        assertThat(rack.signals.of(BootScriptServed.class)).hasSize(12);
        assertThat(rack.services.droppedSignals()).isEqualTo(28);
        rack.get("/boot/" + Rack.MAC);
        assertThat(rack.signals.of(BootScriptServed.class)).hasSize(13);
    }
}
