package io.rackledger.core.diagnosis;

import io.rackledger.core.identity.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times and foreign texts as an operator reads them. */
final class Words {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MINUTES = Duration.ofMinutes(10);
    private static final Duration HOURS = Duration.ofHours(3);

    private Words() {}

    /** "0.3 s", "45 s", "2 min", "5 min 30 s", "61 min", "4 h". */
    static String seconds(Duration duration) {
        if (duration.compareTo(MINUTE) < 0) {
            boolean whole = duration.toMillisPart() < 50;
            return whole
                    ? duration.toSeconds() + " s"
                    : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (duration.compareTo(HOURS) >= 0) {
            return duration.toHours() + " h";
        }
        String minutes = duration.toMinutes() + " min";
        boolean exact = duration.toSecondsPart() == 0 || duration.compareTo(MINUTES) >= 0;
        return exact ? minutes : minutes + " " + duration.toSecondsPart() + " s";
    }

    /** To the second, in UTC. */
    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** "once", "11 times". */
    static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    /** What a machine said, bounded and in quotation marks; empty where it said nothing. */
    static String quoted(String said, int limit) {
        String plain = said.strip();
        if (plain.isEmpty()) {
            return "";
        }
        String shown =
                plain.length() <= limit ? plain : Text.bounded(plain, limit).strip() + "...";
        return "\"" + shown + "\"";
    }
}
