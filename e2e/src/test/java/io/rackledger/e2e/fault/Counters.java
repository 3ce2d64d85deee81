package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

/** What the engines have counted in this life of theirs, from their {@code /metrics}. */
final class Counters {
    /** Commands of process managers that came second: refused, or answered from the first. */
    static final String DUPLICATES = "rackledger_engine_duplicates_total";

    /** Appends that lost their race, so that their command was decided again. */
    static final String LOST_RACES = "rackledger_append_seconds_count{outcome=\"lost\"";

    private Counters() {}

    /** @param series name of a metric, with labels from its first one on where only some of its series count */
    static long sum(List<EngineNode> engines, String series) {
        try (Ask ask = new Ask()) {
            return engines.stream().mapToLong(engine -> of(ask, engine, series)).sum();
        }
    }

    private static long of(Ask ask, EngineNode engine, String series) {
        Ask.Answer answer = ask.get(engine, "/metrics");
        assertThat(answer.status()).as(engine.name() + " tells its metrics").isEqualTo(200);
        return Arrays.stream(answer.body().split("\n"))
                .filter(line -> line.startsWith(series))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** For a line of the record. */
    static String words(List<EngineNode> engines) {
        return sum(engines, DUPLICATES) + " duplicates of process managers refused or answered from the first, "
                + sum(engines, LOST_RACES) + " appends that lost their race";
    }
}
