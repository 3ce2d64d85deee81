package io.rackledger.eventlog.codec;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Times out of their texts. The form that we write ourselves is read by hand, as a fold reads millions of them; every other one as Java
 * does, faults included.
 */
final class WireTimes {
    private static final int SECONDS_END = 19;
    private static final int LONGEST = 30;
    private static final int REMEMBERED = 256;
    /** Durations are few and come again; a loser of a race only parses once more. */
    private static final AtomicReferenceArray<Known> DURATIONS = new AtomicReferenceArray<>(REMEMBERED);

    private record Known(String text, Duration duration) {}

    private WireTimes() {}

    /** {@code 2026-03-04T05:06:07.080900Z} and all that {@link Instant#parse} takes. */
    static Instant instant(String text) {
        int end = text.length() - 1;
        if (end < SECONDS_END || end > LONGEST || !plain(text, end)) {
            return Instant.parse(text);
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int nanos = end == SECONDS_END ? 0 : fraction(text, end);
        boolean usual = year > 0 && hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        if (!usual || nanos < 0 || month < 1 || month > 12 || day < 1 || day > 28) {
            return Instant.parse(text);
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(days * 86_400 + hour * 3_600L + minute * 60L + second, nanos);
    }

    private static boolean plain(String text, int end) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && text.charAt(end) == 'Z'
                && (end == SECONDS_END || text.charAt(SECONDS_END) == '.' && end > SECONDS_END + 1);
    }

    /** Below 0 where there is anything but digits. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static int fraction(String text, int end) {
        int digits = end - SECONDS_END - 1;
        int number = digits > 9 ? -1 : number(text, SECONDS_END + 1, end);
        for (int missing = 9 - digits; number > 0 && missing > 0; missing--) {
            number *= 10;
        }
        return number;
    }

    static Duration duration(String text) {
        int slot = text.hashCode() & REMEMBERED - 1;
        Known known = DURATIONS.get(slot);
        if (known != null && known.text().equals(text)) {
            return known.duration();
        }
        Duration parsed = Duration.parse(text);
        DURATIONS.set(slot, new Known(text, parsed));
        return parsed;
    }
}
