package io.rackledger.core.plan;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.LocalBoot;
import io.rackledger.core.boot.Step;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.AttemptStage;
import io.rackledger.core.node.EngineSteps;
import io.rackledger.core.node.LifecycleAction;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.StateKind;
import io.rackledger.core.node.Wait;
import io.rackledger.core.node.WaitPolicy;
import java.util.List;
import java.util.Optional;

/** The boot plan of a state: pure. */
public final class BootPlanner {
    private BootPlanner() {}

    /** What the machine of this node should boot now. */
    public static BootPlan of(Node node, long sequence, WaitPolicy policy) {
        BootPlanKind kind = kind(node);
        BootStage stage = kind == BootPlanKind.LOCAL_DISK ? BootStage.INSTALLED : BootStage.EPHEMERAL;
        return new BootPlan(
                node.id(),
                node.instance()
                        .map(instance -> instance.name())
                        .orElse(node.attributes().name()),
                node.attributes().ports(),
                kind,
                attempt(node, stage),
                node.waiting().map(Wait::id),
                stage,
                node.instance().flatMap(instance -> instance.userData()),
                node.instance(),
                steps(node, stage),
                node.state().kind() == StateKind.HOLD,
                policy.bootBudget(),
                LocalBoot.of(node.attributes().properties()),
                sequence);
    }

    private static BootPlanKind kind(Node node) {
        return node.runningAttempt().map(BootPlanner::underWay).orElseGet(() -> atRest(node));
    }

    private static BootPlanKind underWay(Attempt attempt) {
        boolean ephemeral = attempt.stage() == AttemptStage.PREPARE || attempt.stage() == AttemptStage.EPHEMERAL;
        return switch (attempt.action()) {
            case INSPECT -> ephemeral ? BootPlanKind.INSPECT : BootPlanKind.HOLD;
            case CLEAN -> ephemeral ? BootPlanKind.CLEAN : BootPlanKind.HOLD;
            case DEPLOY -> ephemeral ? BootPlanKind.DEPLOY : BootPlanKind.LOCAL_DISK;
            case SERVICE -> ephemeral ? BootPlanKind.SERVICE : BootPlanKind.LOCAL_DISK;
            case RESCUE -> BootPlanKind.RESCUE;
            case UNRESCUE, ADOPT -> BootPlanKind.LOCAL_DISK;
            case VERIFY, UNDEPLOY -> BootPlanKind.HOLD;
        };
    }

    private static BootPlanKind atRest(Node node) {
        return switch (node.state()) {
            case ACTIVE -> BootPlanKind.LOCAL_DISK;
            case RESCUE -> BootPlanKind.RESCUE;
            case ENROLL,
                    VERIFYING,
                    MANAGEABLE,
                    INSPECTING,
                    INSPECT_WAIT,
                    INSPECT_FAILED,
                    CLEANING,
                    CLEAN_WAIT,
                    CLEAN_HOLD,
                    CLEAN_FAILED,
                    AVAILABLE,
                    DEPLOYING,
                    WAIT_CALL_BACK,
                    DEPLOY_HOLD,
                    DEPLOY_FAILED,
                    DELETING,
                    ERROR,
                    ADOPTING,
                    ADOPT_FAILED,
                    RESCUING,
                    RESCUE_WAIT,
                    RESCUE_FAILED,
                    UNRESCUING,
                    UNRESCUE_FAILED,
                    SERVICING,
                    SERVICE_WAIT,
                    SERVICE_HOLD,
                    SERVICE_FAILED -> BootPlanKind.HOLD;
        };
    }

    /** An installed system goes on under the attempt that put it on the disk, so that its seed stays the same for its life. */
    private static Optional<AttemptId> attempt(Node node, BootStage stage) {
        return switch (stage) {
            case INSTALLED -> node.deployedBy();
            case EPHEMERAL ->
                node.attempt().filter(attempt -> ephemeral(node, attempt)).map(Attempt::id);
        };
    }

    private static boolean ephemeral(Node node, Attempt attempt) {
        boolean rescued = node.state() == ProvisionState.RESCUE && attempt.action() == LifecycleAction.RESCUE;
        return attempt.running() || rescued;
    }

    private static List<Step> steps(Node node, BootStage stage) {
        return switch (stage) {
            case INSTALLED -> EngineSteps.ofInstalledSystem();
            case EPHEMERAL ->
                node.attempt()
                        .filter(attempt -> ephemeral(node, attempt))
                        .map(Attempt::steps)
                        .orElse(List.of());
        };
    }
}
