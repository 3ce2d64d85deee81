package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stage entered or a link of the boot chain seen, as it is kept with its attempt.
 *
 * @param kind {@link #STAGE} or {@link #LINK}
 * @param step number of the step, 0 for all that is none
 * @param from who decided, or the address that the machine used
 * @param by by what the machine was known: token, mac, lease or bmc; absent for stages
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AttemptMark(
        String kind,
        String stage,
        String name,
        int step,
        Instant at,
        String from,
        Optional<String> served,
        Optional<String> signal,
        Optional<String> by) {
    public static final String STAGE = "stage";
    public static final String LINK = "link";

    /** Reads marks that are kept in their order, a line of JSON each. */
    public static List<AttemptMark> read(String lines, DocumentJson json) {
        return lines.lines().map(line -> json.read(line, AttemptMark.class)).toList();
    }
}
