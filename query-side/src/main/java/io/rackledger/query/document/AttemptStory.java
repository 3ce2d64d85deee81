package io.rackledger.query.document;

import java.util.List;

/**
 * What became of one attempt, told for an operator.
 *
 * @param sentence one plain sentence
 * @param lastGoodLink the last link of the boot chain that was seen, in words, or "none"
 * @param missingLink the first link that did not come, or "none"
 * @param hint what to do, empty where nothing needs to be done
 * @param evidence the signals that the verdict rests on
 */
public record AttemptStory(
        AttemptView attempt,
        String sentence,
        String lastGoodLink,
        String missingLink,
        String hint,
        List<TimelineEntry> evidence) {}
