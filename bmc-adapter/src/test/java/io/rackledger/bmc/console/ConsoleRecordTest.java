package io.rackledger.bmc.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.diagnosis.ChainKey;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.NodeId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How much of a console is kept, and for which attempt. */
final class ConsoleRecordTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final NodeId NODE = NodeId.parse("6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b");
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** 10 characters a second, 30 at once, 100 for an attempt. */
    private final ConsoleRecord record =
            new ConsoleRecord(new ConsolePace(true, 10, 30, 100, SECOND, SECOND, SECOND, 4));

    private static Optional<ChainKey> chain(long attempt, BootStage stage) {
        return Optional.of(new ChainKey(AttemptId.of(NODE, attempt), stage));
    }

    private List<ConsoleRecord.Page> say(String words, Optional<ChainKey> during, Instant at) {
        return record.take(words.getBytes(StandardCharsets.UTF_8), during, at);
    }

    private static Instant after(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    @Test
    void gathersLinesAndTellsThemAsOne() {
        Optional<ChainKey> first = chain(1, BootStage.EPHEMERAL);
        assertThat(say("one\n", first, NOON)).isEmpty();
        say("two\n", first, NOON.plusMillis(500));
        assertThat(record.due(NOON.plusMillis(900))).isEmpty();
        assertThat(record.due(after(1))).contains(new ConsoleRecord.Page(NOON, first, "one\ntwo\n", 2, 0));
        assertThat(record.due(after(9))).isEmpty();
    }

    @Test
    void countsWhatIsTooMuchAtOnceAndTakesMoreAsTimePasses() {
        say("123456789\n".repeat(5), Optional.empty(), NOON);
        assertThat(record.due(after(1))).get().satisfies(page -> {
            assertThat(page.lines()).isEqualTo(3);
            assertThat(page.dropped()).isEqualTo(2);
        });
        say("123456789\n".repeat(2), Optional.empty(), after(2));
        assertThat(record.due(after(3)).orElseThrow().lines()).isEqualTo(2);
    }

    @Test
    void keepsNoMoreOfAnAttemptThanItsShareAndBeginsAnewWithTheNext() {
        Optional<ChainKey> first = chain(1, BootStage.EPHEMERAL);
        int kept = 0;
        long dropped = 0;
        for (int i = 0; i < 15; i++) {
            say("123456789\n", first, after(10L * i));
            ConsoleRecord.Page page = record.due(after(10L * i + 5)).orElseThrow();
            kept += page.lines();
            dropped += page.dropped();
        }
        assertThat(kept).isEqualTo(10);
        assertThat(dropped).isEqualTo(5);
        say("123456789\n", chain(1, BootStage.INSTALLED), after(200));
        assertThat(record.due(after(202)).orElseThrow().lines())
                .as("the same attempt")
                .isZero();
        say("123456789\n", chain(2, BootStage.EPHEMERAL), after(300));
        assertThat(record.due(after(302)).orElseThrow().lines()).isEqualTo(1);
    }

    @Test
    void tellsWhatWasSaidBeforeUnderTheAttemptOfBefore() {
        Optional<ChainKey> first = chain(1, BootStage.EPHEMERAL);
        Optional<ChainKey> second = chain(2, BootStage.EPHEMERAL);
        say("old\n", first, NOON);
        assertThat(say("new\n", second, NOON.plusMillis(100)))
                .containsExactly(new ConsoleRecord.Page(NOON, first, "old\n", 1, 0));
        assertThat(record.last(NOON.plusMillis(200)).orElseThrow().chain()).isEqualTo(second);
    }

    @Test
    void tellsAPromptThatNoLineEndFollows() {
        say("login: ", Optional.empty(), NOON);
        assertThat(record.due(NOON.plusMillis(1500))).isEmpty();
        assertThat(record.due(after(2))
                        .or(() -> record.due(after(3)))
                        .orElseThrow()
                        .text())
                .isEqualTo("login:\n");
    }

    @Test
    void countsWhatTheLogDidNotTake() {
        say("one\n", Optional.empty(), NOON);
        ConsoleRecord.Page page = record.due(after(1)).orElseThrow();
        record.lost(page, after(2));
        assertThat(record.due(after(3)).orElseThrow().dropped()).isEqualTo(1);
    }
}
