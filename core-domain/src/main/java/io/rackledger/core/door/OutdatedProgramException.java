package io.rackledger.core.door;

/**
 * A newer program writes to the log, and this one has met a record that it does not know. Who decides or acts must stop for good: no
 * retry mends it, only a newer program. The message is the sentence for the operator.
 */
public final class OutdatedProgramException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public OutdatedProgramException(String sentence) {
        super(sentence);
    }

    /** The sentence alone, so that it reads well inside another one. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
