package io.rackledger.boot.endpoint;

import io.rackledger.boot.admission.Admission;
import io.rackledger.boot.http.Answer;
import io.rackledger.boot.http.Request;
import io.rackledger.boot.report.Sighting;
import io.rackledger.boot.report.SignalReporter;
import io.rackledger.core.crash.CrashPoint;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.time.Duration;

/** Where every answer passes: success is told only when its signal is durable, and every refusal leaves a signal too. */
final class SignalDesk {
    private static final Duration COME_BACK = Duration.ofSeconds(2);

    private final SignalReporter reporter;

    SignalDesk(SignalReporter reporter) {
        this.reporter = reporter;
    }

    /** The answer, once the signal is durable; else 503, and the machine comes back. */
    Answer after(Signal signal, Answer answer) {
        boolean durable = reporter.report(signal);
        CrashPoint.BEFORE_SIGNAL_ANSWER.pass();
        return durable ? answer : later();
    }

    /** The machine should come back. */
    static Answer later() {
        return Answer.later(COME_BACK, "The log of this engine does not answer; nothing was recorded, try again.");
    }

    /** Writes the signal without anybody waiting for it. */
    void note(Signal signal) {
        reporter.report(signal);
    }

    /** Refuses for a reason of one sentence. */
    Answer refuse(Request request, SignalSubject subject, int status, String reason) {
        reporter.report(refusal(request, subject, status, reason));
        return Answer.text(status, reason);
    }

    /** There is too much at once: the machine is told when to come back, and that is written down now and then. */
    Answer turnAway(Request request, SignalSubject subject, Admission admission, String reason) {
        if (admission.isNews(subject.key(), request.receivedAt())) {
            reporter.report(refusal(request, subject, 503, reason));
        }
        return Answer.later(admission.comeBack(request.peer()), reason);
    }

    /** Somebody of whom we know nothing but the address. */
    static SignalSubject stranger(Request request) {
        return new SignalSubject.OfSource(request.address());
    }

    private static Signal refusal(Request request, SignalSubject subject, int status, String reason) {
        String line = request.method() + " " + ShownPath.of(request.path());
        return new Sighting(request, subject).once(new SignalBody.RequestRefused(line, status, reason));
    }
}
