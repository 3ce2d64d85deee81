package io.rackledger.core.failure;

import io.rackledger.core.identity.SignalId;
import io.rackledger.core.identity.Text;
import java.util.List;

/**
 * A verdict with its evidence, as it is written into the log when a node fails.
 *
 * @param sentence one plain sentence for the operator, at most 1,000 characters
 * @param lastGoodLink the last link of the boot chain that was seen, in words ("power-on" ... ), or "none"
 * @param missingLink the first link that did not come, in words, or "none" where something came that should not have
 * @param evidence the signals that the verdict rests on, at most 20
 */
public record Finding(
        FailureCode code, String sentence, String lastGoodLink, String missingLink, List<SignalId> evidence) {
    private static final int LONGEST_SENTENCE = 1000;
    private static final int MOST_EVIDENCE = 20;
    private static final String NO_LINK = "none";

    public Finding {
        sentence = Text.bounded(sentence, LONGEST_SENTENCE);
        evidence = List.copyOf(evidence.subList(0, Math.min(evidence.size(), MOST_EVIDENCE)));
    }

    /** A verdict that rests on no link of the boot chain. */
    public static Finding of(FailureCode code, String sentence) {
        return new Finding(code, sentence, NO_LINK, NO_LINK, List.of());
    }
}
