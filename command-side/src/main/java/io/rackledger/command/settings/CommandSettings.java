package io.rackledger.command.settings;

import io.rackledger.core.node.DriftPolicy;
import java.time.Duration;

/**
 * Settings of the command side.
 *
 * @param patience how long a request waits for its outcome before it answers that the outcome is unknown
 * @param reservation how long a claim lives without its confirmation; must be longer than {@code patience}
 * @param bodyLimit largest request body in bytes
 * @param silenceGrace how long after a start machines have to show life before their silence during our absence counts
 * @param drift what follows from a power state that nobody asked for
 */
public record CommandSettings(
        Duration patience, Duration reservation, long bodyLimit, Duration silenceGrace, DriftPolicy drift) {
    public CommandSettings {
        if (patience.isNegative() || patience.isZero() || reservation.compareTo(patience) <= 0) {
            throw new IllegalArgumentException(
                    "patience " + patience + " must be positive and shorter than reservation " + reservation
                            + "; use for example PT10S and PT60S");
        }
        if (bodyLimit < 1024) {
            throw new IllegalArgumentException("body limit " + bodyLimit + " is too small; use at least 1024 bytes");
        }
    }

    /** For real machines. */
    public static CommandSettings standard() {
        return new CommandSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                2L * 1024 * 1024,
                Duration.ofSeconds(30),
                DriftPolicy.RECORD);
    }

    /** The same with another answer to drift. */
    public CommandSettings with(DriftPolicy other) {
        return new CommandSettings(patience, reservation, bodyLimit, silenceGrace, other);
    }
}
