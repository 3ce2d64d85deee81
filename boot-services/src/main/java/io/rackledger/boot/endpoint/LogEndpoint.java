package io.rackledger.boot.endpoint;

import io.rackledger.boot.http.Answer;
import io.rackledger.boot.http.Request;
import io.rackledger.boot.report.ForeignText;
import io.rackledger.boot.report.FormFields;
import io.rackledger.boot.report.Sighting;
import io.rackledger.boot.report.SignalReporter;
import io.rackledger.boot.report.StepLog;
import io.rackledger.boot.report.StepLogs;
import io.rackledger.boot.token.Grant;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code POST /run/{token}/log/{index}?offset=N}: the output of a step, piece by piece and without a gap. */
final class LogEndpoint {
    private static final int LONGEST = 16_384;
    private static final int MOST_STEPS = 10_000;
    private static final Duration COME_BACK = Duration.ofSeconds(2);

    private final StepLogs logs;
    private final SignalReporter reporter;
    private final SignalDesk desk;

    LogEndpoint(StepLogs logs, SignalReporter reporter, SignalDesk desk) {
        this.logs = logs;
        this.reporter = reporter;
        this.desk = desk;
    }

    Answer chunk(Request request, Grant grant, List<String> variables) {
        int index = StepNumber.parse(variables.getFirst());
        Optional<Long> offset = FormFields.parse(request.query()).number("offset", 0, Long.MAX_VALUE / 2);
        if (index == 0 || index > MOST_STEPS) {
            return desk.refuse(request, grant.subject(), 404, "This is no number of a step.");
        }
        if (offset.isEmpty() || request.body().length == 0) {
            return desk.refuse(request, grant.subject(), 400, "A piece of log needs an offset and at least one byte.");
        }
        if (request.body().length > LONGEST) {
            return desk.refuse(request, grant.subject(), 413, "A piece of log has at most 16384 bytes.");
        }
        return taken(request, grant, index, offset.orElseThrow());
    }

    private Answer taken(Request request, Grant grant, int index, long offset) {
        StepLog.Taken taken = logs.of(grant.key(), index)
                .take(
                        offset,
                        request.body().length,
                        opening -> reporter.report(signal(request, grant, index, offset, opening)));
        return switch (taken) {
            case StepLog.Taken.Kept _, StepLog.Taken.Already _ -> Answer.empty(204);
            case StepLog.Taken.Gap gap ->
                Answer.text(409, "The next byte of this log is number " + gap.expected() + ".")
                        .with("x-expected-offset", Long.toString(gap.expected()));
            case StepLog.Taken.NotDurable _ -> Answer.later(COME_BACK, "The log of this engine does not answer.");
        };
    }

    private static Signal signal(Request request, Grant grant, int index, long offset, String opening) {
        byte[] body = request.body();
        List<String> parts = List.of(
                "step-log",
                opening,
                Integer.toString(index),
                Long.toString(offset),
                Digest.of(body).value());
        return new Sighting(request, grant.subject())
                .fact(parts, Optional.empty(), new SignalBody.StepLogged(index, offset, ForeignText.lines(body)));
    }
}
