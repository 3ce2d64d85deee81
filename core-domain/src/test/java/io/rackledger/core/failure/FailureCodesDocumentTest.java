package io.rackledger.core.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.Transcript;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/failure-codes.md is written from the code; this test fails when it is stale and tells how to rewrite it. */
final class FailureCodesDocumentTest {
    @Test
    void isTrueToTheCode() {
        StringBuilder out = new StringBuilder("""
                # Failure codes

                Generated from `FailureCode` in `core-domain`; do not edit. Rewrite it with `mvn -q -pl core-domain -am test -Dtests.jvm=-Drackledger.rewrite=true`.
                *Retryable*: the same action may succeed when repeated without a change by a person. Example sentences of the boot chain stand in
                [sentences.txt](../core-domain/src/test/resources/io/rackledger/core/diagnosis/sentences.txt).

                | code | category | retryable | what happened | what to do |
                | --- | --- | --- | --- | --- |
                """);
        for (FailureCode code : FailureCode.values()) {
            out.append("| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            code.name(),
                            code.category().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            code.retryable() ? "yes" : "no",
                            code.meaning(),
                            code.operatorHint()));
        }
        Transcript.verify("docs/failure-codes.md", out.toString());
    }

    @ParameterizedTest
    @EnumSource(FailureCode.class)
    void saysInSentencesWhatHappenedAndWhatToDo(FailureCode code) {
        assertThat(List.of(code.meaning(), code.operatorHint()))
                .allSatisfy(sentence -> assertThat(sentence)
                        .matches("[A-Zc].*\\.")
                        .hasSizeLessThan(160)
                        .doesNotContain("|"));
    }

    @Test
    void boundsAFinding() {
        SignalId signal = SignalId.ofParts(List.of("a"));
        Finding finding = new Finding(
                FailureCode.STEP_FAILED, "x\n" + "y".repeat(2000), "none", "none", Collections.nCopies(50, signal));
        assertThat(finding.sentence()).hasSize(1000).startsWith("x?y");
        assertThat(finding.evidence()).hasSize(20);
    }
}
