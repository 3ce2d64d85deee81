package io.rackledger.query.document;

import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.SignalId;
import java.util.List;

/**
 * Why something failed.
 *
 * @param meaning what the code says, one sentence
 * @param sentence what happened to this node, one sentence
 * @param hint what an operator should do
 * @param evidence ids of the signals that the verdict rests on
 */
public record FailureDocument(
        String code,
        String category,
        boolean retryable,
        String meaning,
        String sentence,
        String hint,
        String lastGoodLink,
        String missingLink,
        List<String> evidence) {
    /** The document of a finding. */
    public static FailureDocument of(Finding finding) {
        return new FailureDocument(
                finding.code().name(),
                Wire.of(finding.code().category()),
                finding.code().retryable(),
                finding.code().meaning(),
                finding.sentence(),
                finding.code().operatorHint(),
                finding.lastGoodLink(),
                finding.missingLink(),
                finding.evidence().stream().map(SignalId::value).toList());
    }
}
