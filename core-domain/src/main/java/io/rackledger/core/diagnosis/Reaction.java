package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.WaitId;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.AttemptStage;
import io.rackledger.core.node.EngineSteps;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeCommand.PauseForOperator;
import io.rackledger.core.node.NodeCommand.ReportCrumb;
import io.rackledger.core.node.NodeCommand.ReportDone;
import io.rackledger.core.node.NodeCommand.ReportFailure;
import io.rackledger.core.node.StateKind;
import java.util.Optional;

/**
 * What the engine does about breadcrumbs: compares what was seen with what the node has recorded and names the next command. Asking
 * again after each command until nothing is left makes it independent of order, doubles and restarts: a signal that overtook its own
 * transition is still there when the transition has come.
 */
public final class Reaction {
    private Reaction() {}

    /** The next command, or nothing while all that was seen is recorded. Pure. */
    public static Optional<NodeCommand> next(Node node, Breadcrumbs seen, int bootBudget, Endpoints endpoints) {
        boolean waits = node.state().kind() == StateKind.WAIT && node.waiting().isPresent();
        Optional<Attempt> attempt =
                node.runningAttempt().filter(each -> ChainKey.of(each).equals(seen.chain()));
        if (!waits || attempt.isEmpty()) {
            return Optional.empty();
        }
        WaitId wait = node.waiting().orElseThrow().id();
        Optional<Finding> trouble = Verdicts.onTrouble(node, seen, bootBudget, endpoints);
        if (trouble.isPresent()) {
            return Optional.of(new ReportFailure(wait, trouble.orElseThrow()));
        }
        return unrecorded(attempt.orElseThrow(), Verdicts.chain(node, Optional.of(seen)), wait)
                .or(() -> done(seen, wait));
    }

    private static Optional<NodeCommand> unrecorded(Attempt attempt, Breadcrumbs seen, WaitId wait) {
        return seen.crumbs().stream()
                .filter(crumb -> !attempt.has(crumb))
                .findFirst()
                .map(crumb -> record(crumb, attempt, wait));
    }

    /** Whether a step holds is told by the plan, never by the machine. */
    private static NodeCommand record(Crumb crumb, Attempt attempt, WaitId wait) {
        boolean planned = crumb.link() == Link.STEP_STARTED
                && attempt.stage() == AttemptStage.EPHEMERAL
                && crumb.index() >= 1
                && crumb.index() <= attempt.steps().size();
        return planned && EngineSteps.isHold(attempt.steps().get(crumb.index() - 1))
                ? new PauseForOperator(wait, crumb)
                : new ReportCrumb(wait, crumb);
    }

    private static Optional<NodeCommand> done(Breadcrumbs seen, WaitId wait) {
        boolean all = switch (seen.chain().stage()) {
            case EPHEMERAL -> seen.stepsDone();
            case INSTALLED -> seen.stepsDone() && seen.cloudInitDone();
        };
        return all ? Optional.of(new ReportDone(wait, seen.facts())) : Optional.empty();
    }
}
