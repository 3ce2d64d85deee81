package io.rackledger.core.node;

import io.rackledger.core.node.NodeCommand.Act;
import io.rackledger.core.node.NodeCommand.AddPort;
import io.rackledger.core.node.NodeCommand.ChangeAttributes;
import io.rackledger.core.node.NodeCommand.Delete;
import io.rackledger.core.node.NodeCommand.Enroll;
import io.rackledger.core.node.NodeCommand.ExpireWait;
import io.rackledger.core.node.NodeCommand.NoteBmcAccount;
import io.rackledger.core.node.NodeCommand.ObservePower;
import io.rackledger.core.node.NodeCommand.PauseForOperator;
import io.rackledger.core.node.NodeCommand.PlaceHold;
import io.rackledger.core.node.NodeCommand.ReleaseHold;
import io.rackledger.core.node.NodeCommand.RemovePort;
import io.rackledger.core.node.NodeCommand.ReportBmc;
import io.rackledger.core.node.NodeCommand.ReportCrumb;
import io.rackledger.core.node.NodeCommand.ReportDone;
import io.rackledger.core.node.NodeCommand.ReportFailure;
import io.rackledger.core.node.NodeCommand.ReportPower;
import io.rackledger.core.node.NodeCommand.RequestBootDevice;
import io.rackledger.core.node.NodeCommand.RequestPower;
import io.rackledger.core.node.NodeCommand.TrustBmc;

/** Decides commands: static, pure, total. No clock, no random, no input or output. */
public final class NodeDecider {
    private NodeDecider() {}

    /** What the command leads to in this state at this time. */
    public static Decision decide(NodeState state, NodeCommand command, Given given) {
        return switch (state) {
            case Node node -> onNode(node, command, given);
            case NodeState.Unknown _ when command instanceof Enroll enroll -> Inventory.enroll(enroll, given);
            case NodeState.Unknown _ ->
                Outcomes.refuse(RefusalCode.NODE_UNKNOWN, "there is no such node", "node", "enroll it first");
            case NodeState.Deleted gone
            when command instanceof Enroll ->
                Outcomes.refuse(
                        RefusalCode.NODE_EXISTS,
                        "node " + gone.id() + " was deleted at " + gone.since() + "; its id is not used again",
                        "node",
                        "enroll it under another id");
            case NodeState.Deleted gone ->
                Outcomes.refuse(
                        RefusalCode.NODE_UNKNOWN,
                        "node " + gone.id() + " was deleted at " + gone.since(),
                        "node",
                        "its history can still be read");
        };
    }

    private static Decision onNode(Node node, NodeCommand command, Given given) {
        return switch (command) {
            case Enroll _ ->
                Outcomes.refuse(
                        RefusalCode.NODE_EXISTS,
                        "node " + node.id() + " exists in state " + node.state(),
                        "node",
                        "change it, or enroll under another id");
            case ChangeAttributes change -> Inventory.change(node, change, given);
            case AddPort add -> Inventory.addPort(node, add, given);
            case RemovePort remove -> Inventory.removePort(node, remove, given);
            case Delete _ -> Inventory.delete(node, given);
            case PlaceHold place -> Inventory.placeHold(node, place, given);
            case ReleaseHold release -> Inventory.releaseHold(node, release, given);
            case Act act -> Verbs.decide(node, act, given);
            case RequestPower request -> Power.request(node, request, given);
            case RequestBootDevice request -> Power.bootDevice(node, request, given);
            case ObservePower observed -> Power.observed(node, observed, given);
            case ReportPower report -> Power.reported(node, report, given);
            case ReportBmc report -> BmcReports.reported(node, report, given);
            case NoteBmcAccount note -> BmcReports.account(note, given);
            case TrustBmc _ -> BmcReports.trusted(node, given);
            case ReportCrumb report -> Reports.crumb(node, report, given);
            case ReportDone report -> Reports.done(node, report, given);
            case ReportFailure report -> Reports.failure(node, report, given);
            case PauseForOperator pause -> Reports.pause(node, pause, given);
            case ExpireWait expiry -> Reports.expired(node, expiry, given);
        };
    }
}
