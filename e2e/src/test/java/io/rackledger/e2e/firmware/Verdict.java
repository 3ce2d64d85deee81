package io.rackledger.e2e.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** How a node ended, to be judged; prints a row for docs/real-firmware.md. */
record Verdict(String node, String state, String code, String sentence, double seconds, String evidence) {
    static Verdict of(VirtualRack rack, String node, JsonNode seen) {
        JsonNode failure = seen.path("failure");
        Instant started = Instant.parse(seen.path("attempt").path("startedAt").asString("1970-01-01T00:00:00Z"));
        Instant ended = Instant.parse(seen.path("stateSince").asString("1970-01-01T00:00:00Z"));
        Verdict verdict = new Verdict(
                node,
                seen.path("state").asString(""),
                failure.path("code").asString(""),
                failure.path("sentence").asString(""),
                Duration.between(started, ended).toMillis() / 1000.0,
                rack.evidence(node));
        System.out.printf("| %s | %s | %.0f s | %s |%n", node, verdict.code, verdict.seconds, verdict.sentence);
        return verdict;
    }

    void is(String wantedState, String wantedCode, String... words) {
        assertThat(state).as("state; %s\n%s", sentence, evidence).isEqualTo(wantedState);
        assertThat(code).as("code; %s\n%s", sentence, evidence).isEqualTo(wantedCode);
        for (String each : words) {
            assertThat(sentence).as(evidence).contains(each);
        }
    }
}
