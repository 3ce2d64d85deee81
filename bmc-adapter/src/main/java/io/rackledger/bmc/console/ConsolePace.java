package io.rackledger.bmc.console;

import java.time.Duration;

/**
 * How serial consoles are heard and how much of them is kept.
 *
 * @param capture whether consoles are opened by themselves while an attempt is under way; else only when somebody watches
 * @param perSecond characters a second that are recorded in the long run
 * @param burst characters that may come at once beyond that
 * @param most characters that are recorded of one attempt, or of one console without an attempt
 * @param gather how long lines are collected before they are told as one signal
 * @param again after which time a console that could not be had, or was lost, is tried again
 * @param unwatched how long a console stays open that nobody asks for any more
 * @param open consoles that may be open at a time, each with a session of its BMC
 */
public record ConsolePace(
        boolean capture,
        int perSecond,
        int burst,
        int most,
        Duration gather,
        Duration again,
        Duration unwatched,
        int open) {
    public ConsolePace {
        boolean possible =
                perSecond > 0 && burst > 0 && most > 0 && gather.isPositive() && again.isPositive() && open > 0;
        if (!possible || !unwatched.isPositive()) {
            throw new IllegalArgumentException("recording " + perSecond + " characters a second, " + burst
                    + " at once, " + most + " in all, is not possible; use positive numbers and times");
        }
    }

    /** A kernel that boots prints some 60,000 characters; a line of 115,200 baud carries 11,520 a second. */
    public static ConsolePace standard() {
        return new ConsolePace(
                false,
                4 * 1024,
                64 * 1024,
                512 * 1024,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                256);
    }

    /** The same where consoles of attempts are recorded, or not. */
    public ConsolePace capturing(boolean on) {
        return new ConsolePace(on, perSecond, burst, most, gather, again, unwatched, open);
    }
}
