package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * R14: the projections are filled anew while clients write and others read; half way the process is killed. It goes on where it was, the
 * readers see no error and never less than before, and the rows equal those of an empty database.
 */
final class RebuildUnderLoadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String REBUILD = "/api/v1/projections/rebuild";
    private static final int LONGEST_SWITCH_MILLIS = 1_000;
    /** More than one transaction of a rebuild takes up. */
    private static final int HISTORY = 40_000;

    private final List<String> breaches = new ArrayList<>();
    private final List<Long> switches = new ArrayList<>();
    private int halfWay;

    @Test
    @Tag("full")
    void goesOnAndIsEqual() {
        Seed seed = Seed.of(getClass(), "goesOnAndIsEqual");
        try (Installation at = Installation.of("r14-rebuild", 1);
                Ask ask = new Ask()) {
            List<EngineNode> writers = at.commandEngines(1);
            EngineNode query = at.engine("query", "query").start().awaitReady();
            long looks = 0;
            try (Load load = Load.start("l", at, writers, 16, 16, seed.value())) {
                load.awaitMore(HISTORY, Duration.ofMinutes(5));
                for (int round = 0; round < Seed.rounds(3); round++) {
                    looks += round(at, query, load, ask);
                }
                load.finish();
            }
            EngineNode fresh = at.engine("fresh", "query").start().awaitReady();
            breaches.addAll(Projections.differences(query, fresh));
            breaches.addAll(Inspection.of(at, writers));
            System.out.println(Seed.rounds(3) + " rebuilds under load, " + halfWay + " killed half way; " + looks
                    + " looks meanwhile; switches took " + switches + " ms");
            seed.requireNone(breaches);
            assertThat(halfWay).as("rebuilds killed half way").isPositive();
        }
    }

    private long round(Installation at, EngineNode query, Load load, Ask ask) {
        Looks looks = new Looks(query);
        assertThat(ask.post(query, REBUILD, "{}").status()).isEqualTo(202);
        Awaitility.await("it is under way")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> stands(ask, query).path("done").asLong() > 0);
        looks.end();
        boolean under = stands(ask, query).path("state").asString("").equals("filling");
        query.kill();
        halfWay += under ? 1 : 0;
        load.awaitMore(200, PATIENCE);
        query.restart();
        Looks again = new Looks(query);
        Awaitility.await("it is live")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> stands(ask, query).path("switchMs").isNumber());
        again.end();
        JsonNode done = stands(ask, query);
        switches.add(done.path("switchMs").asLong());
        if (done.path("switchMs").asLong() > LONGEST_SWITCH_MILLIS) {
            breaches.add("the switch took too long: " + done);
        }
        breaches.addAll(looks.breaches());
        breaches.addAll(again.breaches());
        return looks.count() + again.count();
    }

    private static JsonNode stands(Ask ask, EngineNode query) {
        return ask.get(query, REBUILD).json();
    }

    /** Somebody who looks at the newest events again and again. */
    private static final class Looks {
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<String> breaches = new ArrayList<>();
        private final CompletableFuture<Void> looking;
        private long count;
        private long seen;

        Looks(EngineNode query) {
            looking = CompletableFuture.runAsync(() -> {
                try (Ask ask = new Ask()) {
                    while (!over.get()) {
                        look(ask.get(query, "/api/v1/projections"), ask.get(query, "/api/v1/nodes?limit=1"));
                    }
                }
            });
        }

        private void look(Ask.Answer far, Ask.Answer nodes) {
            count++;
            if (far.status() != 200 || nodes.status() != 200) {
                breaches.add("a look was answered " + far + " and " + nodes);
                return;
            }
            long now = places(far.json());
            if (now < seen) {
                breaches.add("after place " + seen + " a look saw " + now);
            }
            seen = now;
        }

        /** The sum of all places of node-events. */
        private static long places(JsonNode projections) {
            long sum = 0;
            for (String each : projections.path("nodeEvents").asString("").split(",")) {
                sum += each.isBlank() ? 0 : Long.parseLong(each.substring(each.indexOf(':') + 1));
            }
            return sum;
        }

        void end() {
            over.set(true);
            looking.orTimeout(60, TimeUnit.SECONDS).join();
        }

        List<String> breaches() {
            return breaches;
        }

        long count() {
            return count;
        }
    }
}
