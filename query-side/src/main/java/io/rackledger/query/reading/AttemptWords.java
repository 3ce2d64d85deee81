package io.rackledger.query.reading;

import io.rackledger.core.boot.Link;
import io.rackledger.query.document.AttemptView;
import io.rackledger.query.document.Wire;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The sentence of an attempt that has no finding. */
final class AttemptWords {
    private AttemptWords() {}

    /** "clean of web-1 succeeded after 41 s; the last link seen was all steps done". */
    static String sentence(AttemptView attempt) {
        String what = attempt.action() + " of " + attempt.name();
        String last = "; the last link seen was " + lastLink(attempt);
        return switch (attempt.outcome()) {
            case "running" -> what + " is running, in stage " + attempt.stage() + last;
            default -> what + " " + attempt.outcome() + " after " + seconds(attempt) + last;
        };
    }

    /** In words, or "none". */
    static String lastLink(AttemptView attempt) {
        List<AttemptView.Phase> links = attempt.phases().stream()
                .filter(phase -> phase.kind().equals("link"))
                .toList();
        return links.isEmpty() ? "none" : links.getLast().words();
    }

    /** A link in words; anything else stays as it is. */
    static String words(String name) {
        return Arrays.stream(Link.values())
                .filter(link -> Wire.of(link).equals(name))
                .findFirst()
                .map(Link::words)
                .orElse(name);
    }

    private static String seconds(AttemptView attempt) {
        return attempt.tookMs()
                .map(Duration::ofMillis)
                .map(took -> took.toSeconds() + " s")
                .orElse("some time");
    }
}
