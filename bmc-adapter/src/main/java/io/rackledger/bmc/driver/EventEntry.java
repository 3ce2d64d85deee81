package io.rackledger.bmc.driver;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A record of a BMC's event log.
 *
 * @param id as the BMC numbers it
 * @param at by the BMC's clock; empty where the record has no time
 * @param words what it says, for operators; foreign text
 * @param raw as the BMC gave it
 */
public record EventEntry(String id, Optional<Instant> at, String words, String raw) {
    /** Of a service whose lines have times in a form of their own. */
    static EventEntry of(LogLine line) {
        String severity = line.severity().isEmpty() ? "" : line.severity() + ": ";
        return new EventEntry(line.id(), time(line.created()), severity + line.message(), line.created());
    }

    private static Optional<Instant> time(String created) {
        try {
            return Optional.of(OffsetDateTime.parse(created).toInstant());
        } catch (DateTimeParseException e) {
            // It stands in the raw text as it came.
            return Optional.empty();
        }
    }
}
