package io.rackledger.query.document;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Instants as {@link Instant#toString} writes them, several times as fast: most of what is written in a row is of the same day. Outside of
 * the years 0 to 9999 it is {@code toString} itself. Thread-safe.
 */
public final class InstantText {
    private static final long DAY = 86_400;
    private static final int NANOS_DIGITS = 9;
    private static final int GROUP = 1_000;
    private static volatile Day last = new Day(0, "1970-01-01T");

    private InstantText() {}

    private record Day(long number, String text) {}

    public static String of(Instant instant) {
        long seconds = instant.getEpochSecond();
        long number = Math.floorDiv(seconds, DAY);
        Day day = last;
        if (day.number() != number) {
            String date = LocalDate.ofEpochDay(Math.clamp(number, -365_000_000L, 365_000_000L))
                    .toString();
            if (date.length() != "1970-01-01".length()) {
                return instant.toString();
            }
            day = new Day(number, date + 'T');
            last = day;
        }
        int ofDay = (int) Math.floorMod(seconds, DAY);
        StringBuilder text = new StringBuilder(30).append(day.text());
        two(text, ofDay / 3600).append(':');
        two(text, ofDay / 60 % 60).append(':');
        two(text, ofDay % 60);
        fraction(text, instant.getNano());
        return text.append('Z').toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** None, or as many groups of three digits as are needed. */
    private static void fraction(StringBuilder text, int nanos) {
        if (nanos == 0) {
            return;
        }
        int digits = NANOS_DIGITS;
        int number = nanos;
        while (number % GROUP == 0) {
            number /= GROUP;
            digits -= 3;
        }
        text.append('.');
        int begin = text.length();
        text.append(number);
        for (int missing = digits - (text.length() - begin); missing > 0; missing--) {
            text.insert(begin, '0');
        }
    }
}
