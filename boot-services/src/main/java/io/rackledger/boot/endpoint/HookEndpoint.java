package io.rackledger.boot.endpoint;

import io.rackledger.boot.http.Answer;
import io.rackledger.boot.http.Request;
import io.rackledger.boot.report.CloudInitReport;
import io.rackledger.boot.report.ForeignText;
import io.rackledger.boot.report.FormFields;
import io.rackledger.boot.report.Sighting;
import io.rackledger.boot.token.Grant;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.signal.SignalBody;
import java.util.List;
import java.util.Optional;

/** What cloud-init and boot scripts report: the webhook, phone_home, and failures. */
final class HookEndpoint {
    private static final String UNNAMED = "unnamed";

    private final SignalDesk desk;

    HookEndpoint(SignalDesk desk) {
        this.desk = desk;
    }

    /** {@code POST /hook/{token}}. */
    Answer webhook(Request request, Grant grant, List<String> variables) {
        return switch (CloudInitReport.parse(request.body())) {
            case CloudInitReport.Garbled garbled -> desk.refuse(request, grant.subject(), 400, garbled.reason());
            case CloudInitReport.Understood report ->
                desk.after(
                        new Sighting(request, grant.subject()).fact(report.parts(), report.nodeClock(), report.body()),
                        Answer.empty(204));
        };
    }

    /** {@code POST /phone-home/{token}/{instanceId}/}. */
    Answer phoneHome(Request request, Grant grant, List<String> variables) {
        FormFields fields = FormFields.parse(request.body());
        String instance = fields.text("instance_id").orElse(variables.getFirst());
        SignalBody body = new SignalBody.PhoneHomeReceived(
                instance, fields.text("hostname").orElse(""));
        List<String> parts =
                List.of("phone-home", instance, Digest.of(request.body()).value());
        return desk.after(
                new Sighting(request, grant.subject()).fact(parts, Optional.empty(), body),
                Answer.text(200, "Recorded."));
    }

    /** {@code POST /fail/{token}}: a form, or plain text. */
    Answer failurePosted(Request request, Grant grant, List<String> variables) {
        FormFields fields = FormFields.parse(request.body());
        boolean form = fields.text("link").or(() -> fields.text("detail")).isPresent();
        FormFields query = FormFields.parse(request.query());
        String link = fields.text("link").or(() -> query.text("link")).orElse(UNNAMED);
        String detail = form ? fields.text("detail").orElse("") : firstWords(request.body());
        SignalBody body = new SignalBody.FailureReported(link, detail);
        List<String> parts = List.of("failure", link, Digest.of(request.body()).value());
        return desk.after(
                new Sighting(request, grant.subject()).fact(parts, Optional.empty(), body), Answer.empty(204));
    }

    /** {@code GET /fail/{token}}: iPXE can do no more than fetch. */
    Answer failureFetched(Request request, Grant grant, List<String> variables) {
        FormFields query = FormFields.parse(request.query());
        SignalBody body = new SignalBody.FailureReported(
                query.text("link").orElse(UNNAMED), query.text("detail").orElse(""));
        return desk.after(new Sighting(request, grant.subject()).once(body), Answer.text(200, "Recorded."));
    }

    private static String firstWords(byte[] body) {
        return ForeignText.lines(body).strip().replace('\n', ' ');
    }
}
