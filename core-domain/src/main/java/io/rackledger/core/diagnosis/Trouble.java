package io.rackledger.core.diagnosis;

import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.SignalId;
import java.time.Instant;
import java.util.Comparator;

/**
 * Something that a machine told, after which its boot cannot end well.
 *
 * @param at our clock when it was told
 * @param words what was told, completing a sentence
 * @param missing the link that will not come, in words
 * @param step number of the step that failed, 0 where it was none
 */
record Trouble(Instant at, FailureCode code, String words, String missing, int step, SignalId evidence) {
    /** The first trouble is the cause; what follows is its consequence. */
    static final Comparator<Trouble> FIRST = Comparator.comparing(Trouble::at)
            .thenComparing(trouble -> trouble.evidence().value());
}
