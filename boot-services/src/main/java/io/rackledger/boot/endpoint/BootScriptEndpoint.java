package io.rackledger.boot.endpoint;

import io.rackledger.boot.admission.Admission;
import io.rackledger.boot.http.Answer;
import io.rackledger.boot.http.Request;
import io.rackledger.boot.report.PlannedMachine;
import io.rackledger.boot.report.Sighting;
import io.rackledger.boot.report.SourceBook;
import io.rackledger.boot.token.Grants;
import io.rackledger.core.boot.Attribution;
import io.rackledger.core.boot.Link;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.util.List;
import java.util.Optional;

/** {@code GET /boot/{mac}}: the iPXE script of the machine's plan. */
final class BootScriptEndpoint {
    private final BootPlans plans;
    private final Grants grants;
    private final ScriptDecider scripts;
    private final SourceBook sources;
    private final SignalDesk desk;
    private final Admission admission;
    private final ScriptProof proof;

    BootScriptEndpoint(
            BootPlans plans,
            Grants grants,
            ScriptDecider scripts,
            SourceBook sources,
            SignalDesk desk,
            Admission admission,
            ScriptProof proof) {
        this.plans = plans;
        this.grants = grants;
        this.scripts = scripts;
        this.sources = sources;
        this.desk = desk;
        this.admission = admission;
        this.proof = proof;
    }

    Answer serve(Request request, List<String> variables) {
        MacAddress mac;
        try {
            mac = MacAddress.parse(variables.getFirst());
        } catch (IllegalArgumentException e) {
            return desk.refuse(request, SignalDesk.stranger(request), 400, "This is no MAC address: " + e.getMessage());
        }
        if (proof.isForeign(request, mac)) {
            return desk.refuse(
                    request,
                    askedFor(request, mac),
                    403,
                    "The address " + request.address() + " is not leased to " + mac + "; boot the machine by DHCP.");
        }
        Optional<BootPlan> plan = plans.byMac(mac);
        // The listener may hear of a plan later than the machine asks; its token must work by then.
        plan.ifPresent(grants::accept);
        SignalSubject subject = PlannedMachine.subject(mac, plan);
        sources.saw(request.address(), subject, request.receivedAt());
        if (!admission.admitsScript(mac, request.receivedAt())) {
            return desk.turnAway(
                    request,
                    subject,
                    admission,
                    "This machine asks too often; ask again after the time of Retry-After.");
        }
        return give(request, mac, scripts.take(mac, plan), subject);
    }

    /**
     * Where an operator finds the refusal: beside the machine whose script was asked for. Never as a word of its node's attempt, whose deadlines it
     * would extend: whoever asked need not be the machine.
     */
    private SignalSubject askedFor(Request request, MacAddress mac) {
        return plans.byMac(mac)
                .<SignalSubject>map(_ -> new SignalSubject.OfMac(mac))
                .orElseGet(() -> SignalDesk.stranger(request));
    }

    /** The script of a boot, or the same once more, which is a file like others then. */
    private Answer give(Request request, MacAddress mac, ScriptDecider.Taken taken, SignalSubject subject) {
        ScriptDecider.Choice choice = taken.choice();
        byte[] script = choice.script();
        Digest digest = Digest.of(script);
        SignalBody body = taken.boots()
                ? new SignalBody.BootScriptServed(mac, choice.kind(), digest, script.length)
                : new SignalBody.ArtifactServed(Link.BOOT_SCRIPT, "boot/" + mac, digest, script.length, true);
        Signal signal = new Sighting(request, subject)
                .once(body)
                .known(taken.boots() ? Optional.empty() : Optional.of(Attribution.MAC));
        Answer answer = desk.after(signal, Contents.ok(Contents.TEXT, script));
        return choice.status() != answer.status() && answer.status() == 200
                ? Answer.text(
                        choice.status(), "This machine starts from its disk; its node wants that told by this answer.")
                : answer;
    }
}
