package io.rackledger.boot.console;

import io.rackledger.boot.report.SignalReporter;
import io.rackledger.boot.report.SourceBook;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.util.List;
import java.util.Optional;

/**
 * Tells as signals what consoles said: of the machine that alone used the address by then, else of the address. Blocks until the log has taken it,
 * so for worker threads only.
 */
public final class ConsoleDesk {
    private final SignalReporter reporter;
    private final SourceBook sources;

    public ConsoleDesk(SignalReporter reporter, SourceBook sources) {
        this.reporter = reporter;
        this.sources = sources;
    }

    /** False where the log did not take it. */
    boolean tell(ConsoleBook.Gathered gathered, long number) {
        String address = gathered.speaker().address();
        SignalSubject subject =
                sources.subjectAt(address, gathered.at()).orElseGet(() -> new SignalSubject.OfSource(address));
        SignalBody body = new SignalBody.ConsoleHeard(
                gathered.speaker().path(), gathered.text(), gathered.lines(), gathered.dropped());
        SignalId id = SignalId.ofParts(List.of(
                "console",
                gathered.speaker().path().name(),
                address,
                gathered.at().toString(),
                Long.toString(number)));
        return reporter.report(new Signal(id, subject, gathered.at(), address, Optional.empty(), body));
    }
}
