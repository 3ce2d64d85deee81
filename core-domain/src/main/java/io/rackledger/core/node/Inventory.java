package io.rackledger.core.node;

import io.rackledger.core.boot.LocalBoot;
import io.rackledger.core.identity.Text;
import io.rackledger.core.node.NodeCommand.AddPort;
import io.rackledger.core.node.NodeCommand.ChangeAttributes;
import io.rackledger.core.node.NodeCommand.Enroll;
import io.rackledger.core.node.NodeCommand.PlaceHold;
import io.rackledger.core.node.NodeCommand.ReleaseHold;
import io.rackledger.core.node.NodeCommand.RemovePort;
import io.rackledger.core.node.NodeEvent.AttributesChanged;
import io.rackledger.core.node.NodeEvent.HoldPlaced;
import io.rackledger.core.node.NodeEvent.HoldReleased;
import io.rackledger.core.node.NodeEvent.NodeDeleted;
import io.rackledger.core.node.NodeEvent.NodeEnrolled;
import io.rackledger.core.node.NodeEvent.PortAdded;
import io.rackledger.core.node.NodeEvent.PortRemoved;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Decides what is not lifecycle: attributes, ports, holds, deletion. */
final class Inventory {
    private static final Set<ProvisionState> DELETABLE = EnumSet.of(
            ProvisionState.ENROLL, ProvisionState.MANAGEABLE, ProvisionState.AVAILABLE, ProvisionState.ADOPT_FAILED);

    private Inventory() {}

    static Decision enroll(Enroll enroll, Given given) {
        return unfit(enroll.attributes())
                .orElseGet(() -> Outcomes.accept(new NodeEnrolled(given.at(), enroll.node(), enroll.attributes())));
    }

    /** What the attributes' own forms let pass, because logs may hold it from before, but nobody should ask for. */
    private static Optional<Decision> unfit(NodeAttributes attributes) {
        return Optional.ofNullable(attributes.properties().get(LocalBoot.PROPERTY))
                .filter(text -> LocalBoot.parse(text).isEmpty())
                .map(text -> Outcomes.refuse(
                        RefusalCode.ARGUMENT_INVALID,
                        "property " + LocalBoot.PROPERTY + " says '" + Text.bounded(text, 80) + "'",
                        "properties." + LocalBoot.PROPERTY,
                        "use " + LocalBoot.WANTED));
    }

    static Decision change(Node node, ChangeAttributes change, Given given) {
        Optional<Decision> unfit = unfit(change.attributes());
        if (unfit.isPresent()) {
            return unfit.get();
        }
        NodeAttributes wanted = change.attributes().withPorts(node.attributes().ports());
        if (wanted.equals(node.attributes())) {
            return Outcomes.unchanged();
        }
        boolean otherBmc = !wanted.bmc().equals(node.attributes().bmc())
                || !wanted.driver().equals(node.attributes().driver());
        if (otherBmc && node.runningAttempt().isPresent()) {
            return Outcomes.refuse(
                    RefusalCode.STATE_FORBIDS,
                    "driver and BMC cannot change while " + action(node) + " is under way in state " + node.state(),
                    "bmc",
                    "wait until it is over, or abort it");
        }
        return Outcomes.accept(new AttributesChanged(given.at(), wanted));
    }

    static Decision addPort(Node node, AddPort add, Given given) {
        if (node.attributes().ports().contains(add.mac())) {
            return Outcomes.refuse(
                    RefusalCode.PORT_EXISTS, "the node has port " + add.mac() + " already", "mac", "nothing to do");
        }
        return Outcomes.accept(new PortAdded(given.at(), add.mac()));
    }

    static Decision removePort(Node node, RemovePort remove, Given given) {
        if (!node.attributes().ports().contains(remove.mac())) {
            return Outcomes.refuse(
                    RefusalCode.PORT_UNKNOWN,
                    "the node has no port " + remove.mac(),
                    "mac",
                    "one of " + node.attributes().ports());
        }
        if (node.runningAttempt().isPresent()) {
            return Outcomes.refuse(
                    RefusalCode.STATE_FORBIDS,
                    "a port cannot go while " + action(node) + " is under way in state " + node.state(),
                    "mac",
                    "wait until it is over, or abort it");
        }
        return Outcomes.accept(new PortRemoved(given.at(), remove.mac()));
    }

    static Decision delete(Node node, Given given) {
        if (node.attributes().protection().on()) {
            return Verbs.isProtected(node, "delete");
        }
        boolean held = node.holds().stream().anyMatch(hold -> hold.scope() == HoldScope.NO_OPERATIONS);
        if (!held && !DELETABLE.contains(node.state())) {
            return Outcomes.refuse(
                    RefusalCode.STATE_FORBIDS,
                    "a node in state " + node.state() + " cannot be deleted",
                    "node",
                    "bring it to one of " + DELETABLE + ", or place a no-operations hold first");
        }
        return Outcomes.accept(new NodeDeleted(given.at()));
    }

    static Decision placeHold(Node node, PlaceHold place, Given given) {
        Hold wanted = place.hold();
        for (Hold hold : node.holds()) {
            if (hold.id().equals(wanted.id())) {
                return hold.equals(wanted)
                        ? Outcomes.unchanged()
                        : Outcomes.refuse(
                                RefusalCode.HOLD_EXISTS,
                                "hold " + hold.id() + " was placed by " + hold.author() + " at " + hold.since(),
                                "hold",
                                "use another id, or release it first");
            }
        }
        return Outcomes.accept(new HoldPlaced(given.at(), wanted));
    }

    static Decision releaseHold(Node node, ReleaseHold release, Given given) {
        boolean known = node.holds().stream().anyMatch(hold -> hold.id().equals(release.hold()));
        if (!known) {
            return Outcomes.refuse(
                    RefusalCode.HOLD_UNKNOWN,
                    "the node has no hold " + release.hold(),
                    "hold",
                    "one of " + node.holds().stream().map(Hold::id).toList());
        }
        return Outcomes.accept(new HoldReleased(given.at(), release.hold(), release.author()));
    }

    private static String action(Node node) {
        return node.attempt()
                .map(attempt -> attempt.action().name().toLowerCase(Locale.ROOT))
                .orElse("an action");
    }
}
