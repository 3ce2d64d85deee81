package io.rackledger.eventlog.spool;

import io.rackledger.core.door.SignalRefusedException;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.eventlog.codec.SignalCodec;
import io.rackledger.eventlog.codec.WireRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of a signal that the log will never take: it is set aside on this host, and its node is told by another signal that there was one,
 * so that nothing is missing in silence. Thread-safe.
 */
final class Refusals {
    private static final String NOTE = "record of a signal ";
    private static final int TOO_MUCH = 413;

    private final SetAside aside;

    Refusals(SetAside aside) {
        this.aside = aside;
    }

    /** How many were set aside since the start. */
    long count() {
        return aside.kept();
    }

    /** Whether a failure means that the log will never take the signal. */
    static Optional<SignalRefusedException> in(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SignalRefusedException refusal) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    /** Keeps it, and gives what is to be told in its place; nothing where the signal was such a word itself. */
    Optional<Signal> setAside(Signal signal, SignalRefusedException why) throws IOException {
        WireRecord record = record(signal);
        Path file = aside.keep(signal.id().value(), record, String.valueOf(why.getMessage()));
        boolean note = signal.body() instanceof SignalBody.RequestRefused told
                && told.request().startsWith(NOTE);
        return note ? Optional.empty() : Optional.of(note(signal, record.value().length, file, why));
    }

    /** Keeps what is no signal of this program. */
    void setAside(WireRecord record, String why) throws IOException {
        aside.keep(Digest.of(record.value()).value(), record, why);
    }

    /** One that has no wire form is kept in words. */
    private static WireRecord record(Signal signal) {
        try {
            return SignalCodec.encode(signal);
        } catch (RuntimeException e) {
            byte[] words = (signal + "\n" + e).getBytes(StandardCharsets.UTF_8);
            return new WireRecord(signal.subject().key(), Map.of(), words);
        }
    }

    private static Signal note(Signal signal, int bytes, Path file, SignalRefusedException why) {
        String kind = signal.body().getClass().getSimpleName();
        SignalBody body = new SignalBody.RequestRefused(
                NOTE + kind + " of " + bytes + " bytes",
                TOO_MUCH,
                "The log never takes it (" + why.getMessage() + "); it is kept in " + file
                        + " on the host of the boot services.");
        SignalId id = SignalId.ofParts(List.of("refused", signal.id().value()));
        return new Signal(
                id,
                signal.subject(),
                signal.seenAt(),
                signal.source(),
                signal.nodeClock(),
                body,
                signal.trace(),
                signal.by());
    }
}
