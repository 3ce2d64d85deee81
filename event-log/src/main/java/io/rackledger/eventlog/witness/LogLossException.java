package io.rackledger.eventlog.witness;

import java.util.List;
import java.util.stream.Collectors;

/** The log has lost records that it had acknowledged. To go on would be to decide on a past that did not happen so. */
public final class LogLossException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Loss> losses;

    public LogLossException(List<Loss> losses) {
        super("the log has lost acknowledged records: "
                + losses.stream().map(Loss::words).collect(Collectors.joining("; ")));
        this.losses = List.copyOf(losses);
    }

    public List<Loss> losses() {
        return losses;
    }
}
