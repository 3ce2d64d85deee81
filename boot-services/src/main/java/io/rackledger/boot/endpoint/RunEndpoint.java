package io.rackledger.boot.endpoint;

import io.rackledger.boot.http.Answer;
import io.rackledger.boot.http.Request;
import io.rackledger.boot.report.FormFields;
import io.rackledger.boot.report.RunnerReport;
import io.rackledger.boot.report.Sighting;
import io.rackledger.boot.report.StepLogs;
import io.rackledger.boot.seed.RunnerScript;
import io.rackledger.boot.seed.StepScripts;
import io.rackledger.boot.token.Grant;
import io.rackledger.boot.token.Grants;
import io.rackledger.core.boot.Link;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code /run/{token}/...}: the step runner's scripts, and what it tells. */
final class RunEndpoint {
    private final Grants grants;
    private final RunnerScript runner;
    private final StepScripts steps;
    private final StepLogs logs;
    private final HoldWatch holds;
    private final SignalDesk desk;

    RunEndpoint(
            Grants grants, RunnerScript runner, StepScripts steps, StepLogs logs, HoldWatch holds, SignalDesk desk) {
        this.grants = grants;
        this.runner = runner;
        this.steps = steps;
        this.logs = logs;
        this.holds = holds;
        this.desk = desk;
    }

    Answer runner(Request request, Grant.Current grant, List<String> variables) {
        return Contents.ok("text/x-shellscript; charset=utf-8", runner.bytes(grant));
    }

    /** Whoever asks for the steps runs the user data: known here even where no report ever gets through. */
    Answer list(Request request, Grant.Current grant, List<String> variables) {
        byte[] list = steps.list(grant);
        SignalBody body = new SignalBody.ArtifactServed(Link.APPLIED, "steps", Digest.of(list), list.length, true);
        return desk.after(
                new Sighting(request, grant.subject()).once(body),
                Contents.ok("text/tab-separated-values; charset=utf-8", list));
    }

    Answer script(Request request, Grant.Current grant, List<String> variables) {
        return steps.script(grant, StepNumber.parse(variables.getFirst()))
                .map(script -> Contents.ok("text/x-shellscript; charset=utf-8", script))
                .orElseGet(() -> desk.refuse(request, grant.subject(), 404, "The attempt has no step of this number."));
    }

    /** Whether a step named hold must go on waiting: {@code 1} or {@code 0}. */
    Answer held(Request request, Grant.Current grant, List<String> variables) {
        return Answer.text(200, holds.holds(grant) ? "1" : "0");
    }

    Answer event(Request request, Grant grant, List<String> variables) {
        return switch (RunnerReport.parse(FormFields.parse(request.body()).with(mask(grant)))) {
            case RunnerReport.Garbled garbled -> desk.refuse(request, grant.subject(), 400, garbled.reason());
            case RunnerReport.Understood report -> understood(request, grant, report);
        };
    }

    /** The runner encodes every byte of a step's words, so a token in them shows only when they are decoded. */
    private UnaryOperator<byte[]> mask(Grant grant) {
        return grants.maskOf(grant.attempt())::apply;
    }

    private Answer understood(Request request, Grant grant, RunnerReport.Understood report) {
        Answer answer = Answer.empty(204);
        for (SignalBody body : report.bodies()) {
            Signal signal = new Sighting(request, grant.subject()).fact(report.parts(body), report.nodeClock(), body);
            answer = desk.after(signal, answer);
            if (answer.status() != 204) {
                return answer;
            }
        }
        holds.stepStarted(grant, report);
        if (report.startedStep() > 0) {
            logs.open(grant.key(), report.startedStep(), report.boot() + "|" + report.seq());
        }
        return answer;
    }
}
