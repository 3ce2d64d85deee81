package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * R13: records that nobody can read lie in node-events and signals, between those of clients who write on. Each is a dead letter with its
 * reason; its node alone stands still, all others are projected within 2 s.
 */
final class PoisonTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LAG = Duration.ofSeconds(2);
    private static final int PARTITIONS = 8;

    private final List<Duration> lags = new ArrayList<>();

    @Test
    void stopsItsOwnNodeAndNoOther() {
        run(Seed.of(getClass(), "stopsItsOwnNodeAndNoOther"), 2);
    }

    @Test
    @Tag("full")
    void stopsItsOwnNodeAndNoOtherAgainAndAgain() {
        Seed seed = Seed.of(getClass(), "stopsItsOwnNodeAndNoOtherAgainAndAgain");
        run(seed, Seed.rounds(20));
        assertThat(lags).as(seed.words()).allMatch(each -> each.compareTo(LAG) <= 0);
    }

    private void run(Seed seed, int rounds) {
        SplittableRandom chance = seed.chance();
        try (Installation at = Installation.of("r13-poison", 1);
                Ask ask = new Ask()) {
            EngineNode engine = at.engine("a", "command,query").start().awaitReady();
            try (Load load = Load.start("l", at, List.of(engine), 16, 16, seed.value());
                    Waiting victims = new Waiting("poisoned", List.of(engine), at.history(), seed.value())) {
                victims.more(rounds);
                for (int round = 0; round < rounds; round++) {
                    poison(
                            at,
                            round % 2 == 0,
                            victims.nodes().get(round),
                            partition(at, victims.nodes().get(round)),
                            chance);
                    load.awaitMore(50, PATIENCE);
                    lags.add(lag(at, engine, ask));
                }
                load.finish();
                verify(engine, ask, victims, rounds, seed);
            }
        }
    }

    /** Where this node's records lie. */
    private static int partition(Installation at, String node) {
        return at.history().calls().stream()
                .filter(call -> call.acknowledged() && call.node().equals(node))
                .findFirst()
                .orElseThrow()
                .partition();
    }

    private static void poison(Installation at, boolean decided, String node, int partition, SplittableRandom chance) {
        byte[] garbage = new byte[1 + chance.nextInt(300)];
        for (int i = 0; i < garbage.length; i++) {
            garbage[i] = (byte) chance.nextInt(256);
        }
        Map<String, Object> settings =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, at.brokers().bootstrapServers());
        try (KafkaProducer<byte[], byte[]> stranger =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            String topic = decided ? "rackledger.node-events" : "rackledger.signals";
            byte[] key = node.getBytes(StandardCharsets.UTF_8);
            int where = decided ? partition : chance.nextInt(PARTITIONS);
            stranger.send(new ProducerRecord<>(topic, where, key, garbage)).get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the poison did not reach the log", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How long after its acknowledgement the newest command of another node is projected. */
    private static Duration lag(Installation at, EngineNode engine, Ask ask) {
        Call newest = at.history().calls().stream()
                .filter(Call::acknowledged)
                .max(Comparator.comparing(Call::end))
                .orElseThrow();
        Awaitility.await("projected")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ask.get(engine, "/api/v1/nodes?limit=1&minPosition=" + newest.position())
                                .status()
                        == 200);
        return Duration.between(newest.end(), Instant.now());
    }

    private void verify(EngineNode engine, Ask ask, Waiting victims, int rounds, Seed seed) {
        JsonNode items =
                ask.get(engine, "/api/v1/dead-letters?limit=100").json().path("items");
        List<String> reasons = new ArrayList<>();
        items.forEach(each -> reasons.add(
                each.path("kind").asString("") + " " + each.path("topic").asString("")));
        System.out.println(rounds + " poisoned records; dead letters " + items.size() + "; other nodes projected after "
                + lags.stream().map(Duration::toMillis).toList() + " ms");
        assertThat(reasons.stream().filter(each -> each.startsWith("unreadable")))
                .as(seed.words())
                .hasSize(rounds);
        items.forEach(each -> assertThat(each.path("reason").asString("")).isNotBlank());
        for (int i = 0; i < rounds; i++) {
            String path = "/api/v1/nodes/" + victims.nodes().get(i) + "/holds";
            Ask.Answer told = ask.post(engine, path, "{\"id\":\"h\",\"reason\":\"is it frozen\"}");
            assertThat(told.status() / 100 == 2)
                    .as("node " + i + " of a " + (i % 2 == 0 ? "poisoned stream" : "poisoned signal") + ": " + told)
                    .isEqualTo(i % 2 == 1);
        }
        assertThat(engine.lives()).hasSize(1);
        assertThat(engine.isAlive()).isTrue();
    }
}
