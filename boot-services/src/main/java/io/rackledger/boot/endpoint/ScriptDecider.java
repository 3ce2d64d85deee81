package io.rackledger.boot.endpoint;

import io.rackledger.boot.script.BootScripts;
import io.rackledger.boot.script.EphemeralSystem;
import io.rackledger.boot.seed.MachineAddresses;
import io.rackledger.boot.token.Grants;
import io.rackledger.boot.token.Token;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.LocalBoot;
import io.rackledger.core.boot.LocalBootMethod;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What a machine that asks for its boot script gets, and why: the one place that decides it, for machines and for operators who ask. Thread-safe. */
public final class ScriptDecider {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final Grants grants;
    private final BootScripts scripts;
    private final EphemeralSystem system;
    private final MachineAddresses addresses;
    private final ScriptProof proof;
    private final BootBudgets budgets = new BootBudgets();

    public ScriptDecider(
            Grants grants, BootScripts scripts, EphemeralSystem system, MachineAddresses addresses, ScriptProof proof) {
        this.grants = grants;
        this.scripts = scripts;
        this.system = system;
        this.addresses = addresses;
        this.proof = proof;
    }

    /**
     * A decision.
     *
     * @param kind of the script
     * @param script its bytes; a machine gets them unless {@code status} says otherwise
     * @param status 200, or 404 where that is how the node wants to start from its disk
     * @param why in words for operators, completing "because"
     */
    public record Choice(BootPlanKind kind, byte[] script, int status, String why) {
        /** Whether the script boots the system in memory. */
        public boolean isNetworkBoot() {
            return switch (kind) {
                case INSPECT, CLEAN, DEPLOY, RESCUE, SERVICE -> true;
                case LOCAL_DISK, ENLIST, HOLD -> false;
            };
        }
    }

    /** What a machine was given; {@code boots} is whether it boots by it, and does not merely ask again. */
    record Taken(Choice choice, boolean boots) {}

    /** For a machine that asks: a network boot counts, the same question once more does not. */
    Taken take(MacAddress mac, Optional<BootPlan> plan) {
        Choice open = unbounded(mac, plan);
        boolean boots = proof.isBoot(mac, Digest.of(open.script()));
        return new Taken(bounded(mac, plan, open, known -> boots ? budgets.take(known) : budgets.used(known)), boots);
    }

    /** What {@link #take} would give a machine that boots now; nothing counts. */
    public Choice look(MacAddress mac, Optional<BootPlan> plan) {
        return bounded(mac, plan, unbounded(mac, plan), known -> budgets.used(known) + 1);
    }

    /** How many network boots the plan's wait has taken of its budget here. */
    public int used(BootPlan plan) {
        return budgets.used(plan);
    }

    /** What the plan says, however often the machine has booted. */
    private Choice unbounded(MacAddress mac, Optional<BootPlan> plan) {
        return plan.map(known -> ofPlan(mac, known))
                .orElseGet(() -> enlist(mac, "no node has this MAC address; enroll one with it"));
    }

    /** @param boots tells which boot of the plan's wait it is */
    private Choice bounded(MacAddress mac, Optional<BootPlan> plan, Choice open, ToIntFunction<BootPlan> boots) {
        if (plan.isEmpty() || !open.isNetworkBoot()) {
            return open;
        }
        BootPlan known = plan.get();
        int boot = boots.applyAsInt(known);
        int budget = known.bootBudget();
        return boot > budget
                ? hold(mac, known, "its boot budget is used up, %d of %d in this wait".formatted(budget, budget))
                : new Choice(
                        open.kind(),
                        open.script(),
                        open.status(),
                        open.why() + "; boot %d of %d in this wait".formatted(boot, budget));
    }

    private Choice enlist(MacAddress mac, String why) {
        return new Choice(BootPlanKind.ENLIST, scripts.enlist(mac), OK, why);
    }

    private Choice ofPlan(MacAddress mac, BootPlan plan) {
        return switch (plan.kind()) {
            case INSPECT, CLEAN, DEPLOY, RESCUE, SERVICE ->
                plan.attempt()
                        .map(attempt -> network(mac, plan, attempt))
                        .orElseGet(() -> hold(mac, plan, "its plan names no attempt"));
            case LOCAL_DISK -> localDisk(plan);
            case ENLIST -> enlist(mac, "its plan is to be enlisted");
            case HOLD -> hold(mac, plan, "its node has nothing to boot in its present state");
        };
    }

    private Choice network(MacAddress mac, BootPlan plan, AttemptId attempt) {
        Token token = grants.tokenFor(attempt, BootStage.EPHEMERAL);
        return new Choice(
                plan.kind(),
                scripts.network(mac, plan.kind(), plan.node(), addresses.targetsOf(token, system)),
                OK,
                "attempt %d is to %s".formatted(attempt.number(), plan.kind().wireName()));
    }

    private Choice hold(MacAddress mac, BootPlan plan, String why) {
        return new Choice(BootPlanKind.HOLD, scripts.hold(mac, plan.node()), OK, why);
    }

    private Choice localDisk(BootPlan plan) {
        Optional<LocalBootMethod> method = plan.localBoot().map(LocalBoot::method);
        String how = method.map(ScriptDecider::words).orElse("as its kind of firmware usually does");
        return new Choice(
                plan.kind(),
                scripts.localDisk(plan.node(), plan.localBoot()),
                method.filter(LocalBootMethod.NOT_FOUND::equals)
                        .map(_ -> NOT_FOUND)
                        .orElse(OK),
                "its system is on its disk, which it starts " + how);
    }

    private static String words(LocalBootMethod method) {
        return switch (method) {
            case EXIT -> "by the exit of iPXE";
            case SANBOOT -> "by sanboot of its first disk";
            case NOT_FOUND -> "after an answer 404 in place of a script";
            case EFI_PATH -> "by the EFI file that its node names";
        };
    }
}
