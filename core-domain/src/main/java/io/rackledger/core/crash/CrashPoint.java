package io.rackledger.core.crash;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A place in the program where a process may be made to die at once, as by {@code kill -9}: the system property
 * {@value #PROPERTY} names one, with {@code :n} its n-th pass. Without the property every point is one comparison of two constants.
 */
public enum CrashPoint {
    /** Decided, claims reserved, nothing of it sent to the log. */
    BEFORE_APPEND,
    /** In the log and folded; claims unsettled, nobody told. */
    AFTER_APPEND,
    /** All done but for the answer to the client. */
    BEFORE_ANSWER,
    /** The BMC is about to be told to switch. */
    BEFORE_EFFECT,
    /** The BMC has been told to switch; not reported. */
    AFTER_EFFECT,
    /** A boot plan is due and not published. */
    BEFORE_PLAN,
    /** A boot plan is published and not remembered. */
    AFTER_PLAN,
    /** A machine's signal is durable, the machine has not been told. */
    BEFORE_SIGNAL_ANSWER;

    /** {@code -Drackledger.crash=before-append} or {@code -Drackledger.crash=before-append:3}. */
    public static final String PROPERTY = "rackledger.crash";

    /** Exit code of a process that has crashed on purpose: that of SIGKILL. */
    public static final int EXIT_CODE = 137;

    private static final @Nullable Armed ARMED = armed(System.getProperty(PROPERTY, ""));

    /** Dies here if this is the pass that was asked for. */
    public void pass() {
        if (ARMED != null && ARMED.strikes(this)) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    /** As the property names it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One point, and how many passes are left before it strikes. */
    record Armed(CrashPoint point, AtomicLong left) {
        boolean strikes(CrashPoint passed) {
            return passed == point && left.decrementAndGet() == 0;
        }
    }

    static @Nullable Armed armed(String property) {
        if (property.isEmpty()) {
            return null;
        }
        String[] parts = property.split(":", 2);
        CrashPoint point = Arrays.stream(values())
                .filter(each -> each.wireName().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> refuse(property));
        String pass = parts.length == 1 ? "1" : parts[1];
        if (!pass.matches("[1-9][0-9]{0,8}")) {
            throw refuse(property);
        }
        return new Armed(point, new AtomicLong(Long.parseLong(pass)));
    }

    private static IllegalArgumentException refuse(String property) {
        return new IllegalArgumentException(PROPERTY + "=" + property + " names no crash point; use one of "
                + Arrays.stream(values()).map(CrashPoint::wireName).toList() + ", with :n for its n-th pass");
    }
}
