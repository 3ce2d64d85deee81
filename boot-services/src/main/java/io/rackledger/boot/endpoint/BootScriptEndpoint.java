package io.rackledger.boot.endpoint;

import io.rackledger.boot.admission.Admission;
import io.rackledger.boot.http.Answer;
import io.rackledger.boot.http.Request;
import io.rackledger.boot.report.PlannedMachine;
import io.rackledger.boot.report.Sighting;
import io.rackledger.boot.report.SourceBook;
import io.rackledger.boot.script.BootScripts;
import io.rackledger.boot.script.EphemeralSystem;
import io.rackledger.boot.seed.MachineAddresses;
import io.rackledger.boot.token.Grants;
import io.rackledger.boot.token.Token;
import io.rackledger.core.boot.Attribution;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Link;
import io.rackledger.core.boot.LocalBootMethod;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.util.List;
import java.util.Optional;

/** {@code GET /boot/{mac}}: the iPXE script of the machine's plan. */
final class BootScriptEndpoint {
    private final BootPlans plans;
    private final Grants grants;
    private final BootScripts scripts;
    private final EphemeralSystem system;
    private final MachineAddresses addresses;
    private final BootBudgets budgets = new BootBudgets();
    private final SourceBook sources;
    private final SignalDesk desk;
    private final Admission admission;
    private final ScriptProof proof;

    BootScriptEndpoint(
            BootPlans plans,
            Grants grants,
            BootScripts scripts,
            EphemeralSystem system,
            MachineAddresses addresses,
            SourceBook sources,
            SignalDesk desk,
            Admission admission,
            ScriptProof proof) {
        this.plans = plans;
        this.grants = grants;
        this.scripts = scripts;
        this.system = system;
        this.addresses = addresses;
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
                    SignalDesk.stranger(request),
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
        return plan.map(known -> ofPlan(request, mac, known, subject))
                .orElseGet(() -> give(request, mac, BootPlanKind.ENLIST, scripts.enlist(mac), subject));
    }

    private Answer ofPlan(Request request, MacAddress mac, BootPlan plan, SignalSubject subject) {
        return switch (plan.kind()) {
            case INSPECT, CLEAN, DEPLOY, RESCUE, SERVICE ->
                plan.attempt()
                        .map(attempt -> ofAttempt(request, mac, plan, attempt, subject))
                        .orElseGet(() -> hold(request, mac, plan, subject));
            case LOCAL_DISK -> localDisk(request, mac, plan, subject);
            case ENLIST -> give(request, mac, plan.kind(), scripts.enlist(mac), subject);
            case HOLD -> hold(request, mac, plan, subject);
        };
    }

    private Answer ofAttempt(Request request, MacAddress mac, BootPlan plan, AttemptId attempt, SignalSubject subject) {
        byte[] script = network(mac, plan, attempt);
        boolean boots = proof.isBoot(mac, Digest.of(script));
        return budgets.allows(plan, attempt, boots)
                ? give(request, mac, plan.kind(), script, subject, boots)
                : give(request, mac, BootPlanKind.HOLD, scripts.hold(mac, plan.node()), subject, boots);
    }

    private Answer localDisk(Request request, MacAddress mac, BootPlan plan, SignalSubject subject) {
        byte[] script = scripts.localDisk(plan.node(), plan.localBoot());
        Answer answer = give(request, mac, plan.kind(), script, subject);
        boolean isAbsent = plan.localBoot()
                .filter(how -> how.method() == LocalBootMethod.NOT_FOUND)
                .isPresent();
        return isAbsent && answer.status() == 200
                ? Answer.text(404, "This machine starts from its disk; its node wants that told by this answer.")
                : answer;
    }

    private byte[] network(MacAddress mac, BootPlan plan, AttemptId attempt) {
        Token token = grants.tokenFor(attempt, BootStage.EPHEMERAL);
        return scripts.network(mac, plan.kind(), plan.node(), addresses.targetsOf(token, system));
    }

    private Answer hold(Request request, MacAddress mac, BootPlan plan, SignalSubject subject) {
        return give(request, mac, BootPlanKind.HOLD, scripts.hold(mac, plan.node()), subject);
    }

    private Answer give(Request request, MacAddress mac, BootPlanKind kind, byte[] script, SignalSubject subject) {
        return give(request, mac, kind, script, subject, proof.isBoot(mac, Digest.of(script)));
    }

    /** The script of a boot, or the same once more, which is a file like others then. */
    private Answer give(
            Request request, MacAddress mac, BootPlanKind kind, byte[] script, SignalSubject subject, boolean boots) {
        Digest digest = Digest.of(script);
        SignalBody body = boots
                ? new SignalBody.BootScriptServed(mac, kind, digest, script.length)
                : new SignalBody.ArtifactServed(Link.BOOT_SCRIPT, "boot/" + mac, digest, script.length, true);
        Signal signal = new Sighting(request, subject)
                .once(body)
                .known(boots ? Optional.empty() : Optional.of(Attribution.MAC));
        return desk.after(signal, Contents.ok(Contents.TEXT, script));
    }
}
