package io.rackledger.bmc.console;

import io.rackledger.core.diagnosis.ChainKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of one console, bounded by characters a second and in all for each attempt; what is too much is counted. Pure but for its own
 * state; not thread-safe.
 */
final class ConsoleRecord {
    /** A prompt is told though its line never ends. */
    private static final int PROMPT_AFTER = 2;

    private final ConsolePace pace;
    private final ConsoleText text = new ConsoleText();
    private final StringBuilder page = new StringBuilder();
    private Optional<ChainKey> chain = Optional.empty();
    private double tokens;
    private Optional<Instant> filled = Optional.empty();
    private Optional<Instant> begun = Optional.empty();
    private Optional<Instant> heard = Optional.empty();
    private boolean open;
    private int lines;
    private long dropped;
    private long kept;

    ConsoleRecord(ConsolePace pace) {
        this.pace = pace;
        this.tokens = pace.burst();
    }

    /**
     * What is to be told as one signal.
     *
     * @param at when the first of it came
     * @param chain the part of an attempt that was under way by then
     */
    record Page(Instant at, Optional<ChainKey> chain, String text, int lines, long dropped) {}

    /** Takes what came; pages that are full, or of another attempt, are told at once. */
    List<Page> take(byte[] characters, Optional<ChainKey> running, Instant now) {
        List<Page> pages = new ArrayList<>(of(running, now));
        heard = Optional.of(now);
        open = true;
        text.take(characters).forEach(line -> keep(line, now));
        return pages;
    }

    /** Another attempt has an allowance of its own. */
    private List<Page> of(Optional<ChainKey> running, Instant now) {
        if (running.equals(chain)) {
            return List.of();
        }
        List<Page> before = page(now, true).stream().toList();
        boolean another = !running.map(ChainKey::attempt).equals(chain.map(ChainKey::attempt));
        kept = another ? 0 : kept;
        chain = running;
        return before;
    }

    /** What is due by now. */
    Optional<Page> due(Instant now) {
        return page(now, false);
    }

    /** What is left at the end. */
    Optional<Page> last(Instant now) {
        return page(now, true);
    }

    private Optional<Page> page(Instant now, boolean all) {
        boolean quiet = heard.filter(at -> !now.isBefore(at.plus(pace.gather().multipliedBy(PROMPT_AFTER))))
                .isPresent();
        if (open && (all || quiet)) {
            open = false;
            text.rest().ifPresent(line -> keep(line, now));
        }
        boolean due =
                begun.filter(at -> all || !now.isBefore(at.plus(pace.gather()))).isPresent();
        if (!due) {
            return Optional.empty();
        }
        Page told = new Page(begun.orElse(now), chain, page.toString(), lines, dropped);
        page.setLength(0);
        lines = 0;
        dropped = 0;
        begun = Optional.empty();
        return Optional.of(told);
    }

    private void keep(String line, Instant now) {
        begun = begun.or(() -> Optional.of(now));
        fill(now);
        int cost = line.length() + 1;
        if (cost > tokens || kept + cost > pace.most()) {
            dropped++;
            return;
        }
        tokens -= cost;
        kept += cost;
        page.append(line).append('\n');
        lines++;
    }

    private void fill(Instant now) {
        double seconds =
                filled.map(at -> Duration.between(at, now).toNanos() / 1e9).orElse(0.0);
        tokens = Math.min(pace.burst(), tokens + Math.max(0, seconds) * pace.perSecond());
        filled = Optional.of(now);
    }

    /** It could not be told: its lines count as dropped with what comes next. */
    void lost(Page untold, Instant now) {
        begun = begun.or(() -> Optional.of(now));
        dropped += untold.lines() + untold.dropped();
    }
}
