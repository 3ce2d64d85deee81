package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several command sides on one log: any takes any command, and the death of one is nobody's business but its own clients'. */
final class SeveralInstancesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void loseNothingWhenOneOfThemIsKilledUnderLoad() {
        Seed seed = Seed.of(getClass(), "loseNothingWhenOneOfThemIsKilledUnderLoad");
        try (Installation at = Installation.of("killed-instance", 1)) {
            List<EngineNode> engines = at.commandEngines(2);
            try (Load load = Load.start("l", at, engines, 64, 32, seed.value())) {
                load.awaitMore(1_000, PATIENCE);
                engines.getFirst().kill();
                load.awaitMore(1_000, PATIENCE);
                engines.getFirst().restart();
                load.awaitMore(1_000, PATIENCE);
                load.finish();
            }
            ZeroLoss.Verdict verdict =
                    ZeroLoss.check(at.history().calls(), at.log(), Instant.now(), Duration.ofSeconds(30));
            System.out.println(verdict.words());
            seed.requireNone(verdict.breaches());
            assertThat(verdict.acknowledged()).isGreaterThan(3_000);
        }
    }
}
