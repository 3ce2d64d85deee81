package io.rackledger.eventlog.codec;

import io.rackledger.core.node.NodeEvent;
import java.util.List;

/** Wire names and versions of node events. */
final class NodeEventTypes {
    private static final WireType<NodeEvent> NODE_ENROLLED =
            new WireType<>("node.enrolled", 1, NodeEvent.NodeEnrolled.class);
    private static final WireType<NodeEvent> ATTRIBUTES_CHANGED =
            new WireType<>("node.attributes-changed", 1, NodeEvent.AttributesChanged.class);
    private static final WireType<NodeEvent> PORT_ADDED =
            new WireType<>("node.port-added", 1, NodeEvent.PortAdded.class);
    private static final WireType<NodeEvent> PORT_REMOVED =
            new WireType<>("node.port-removed", 1, NodeEvent.PortRemoved.class);
    private static final WireType<NodeEvent> PROPERTIES_DISCOVERED =
            new WireType<>("node.properties-discovered", 1, NodeEvent.PropertiesDiscovered.class);
    private static final WireType<NodeEvent> NODE_DELETED =
            new WireType<>("node.deleted", 1, NodeEvent.NodeDeleted.class);
    private static final WireType<NodeEvent> RESERVATION_VOIDED =
            new WireType<>("node.reservation-voided", 1, NodeEvent.ReservationVoided.class);
    private static final WireType<NodeEvent> INSTANCE_ASSIGNED =
            new WireType<>("node.instance-assigned", 1, NodeEvent.InstanceAssigned.class);
    private static final WireType<NodeEvent> INSTANCE_REMOVED =
            new WireType<>("node.instance-removed", 1, NodeEvent.InstanceRemoved.class);
    private static final WireType<NodeEvent> ATTEMPT_STARTED =
            new WireType<>("node.attempt-started", 1, NodeEvent.AttemptStarted.class);
    private static final WireType<NodeEvent> ATTEMPT_ADVANCED =
            new WireType<>("node.attempt-advanced", 1, NodeEvent.AttemptAdvanced.class);
    private static final WireType<NodeEvent> ATTEMPT_ENDED =
            new WireType<>("node.attempt-ended", 1, NodeEvent.AttemptEnded.class);
    private static final WireType<NodeEvent> PROVISION_STATE_CHANGED =
            new WireType<>("node.provision-state-changed", 1, NodeEvent.ProvisionStateChanged.class);
    private static final WireType<NodeEvent> WAIT_STARTED =
            new WireType<>("node.wait-started", 1, NodeEvent.WaitStarted.class);
    private static final WireType<NodeEvent> WAIT_EXPIRED =
            new WireType<>("node.wait-expired", 1, NodeEvent.WaitExpired.class);
    private static final WireType<NodeEvent> CRUMB_RECORDED =
            new WireType<>("node.crumb-recorded", 1, NodeEvent.CrumbRecorded.class);
    private static final WireType<NodeEvent> POWER_ACTION_REQUESTED =
            new WireType<>("node.power-action-requested", 1, NodeEvent.PowerActionRequested.class);
    private static final WireType<NodeEvent> POWER_ACTION_ENDED =
            new WireType<>("node.power-action-ended", 1, NodeEvent.PowerActionEnded.class);
    private static final WireType<NodeEvent> POWER_STATE_OBSERVED =
            new WireType<>("node.power-state-observed", 1, NodeEvent.PowerStateObserved.class);
    private static final WireType<NodeEvent> POWER_DRIFTED =
            new WireType<>("node.power-drifted", 1, NodeEvent.PowerDrifted.class);
    private static final WireType<NodeEvent> BMC_IDENTIFIED =
            new WireType<>("node.bmc-identified", 1, NodeEvent.BmcIdentified.class);
    private static final WireType<NodeEvent> BMC_TRUSTED =
            new WireType<>("node.bmc-trusted", 1, NodeEvent.BmcTrusted.class);
    private static final WireType<NodeEvent> BMC_ACCOUNT_CHANGED =
            new WireType<>("node.bmc-account-changed", 1, NodeEvent.BmcAccountChanged.class);
    private static final WireType<NodeEvent> BMC_FAULT_FOUND =
            new WireType<>("node.bmc-fault-found", 1, NodeEvent.BmcFaultFound.class);
    private static final WireType<NodeEvent> BMC_FAULT_CLEARED =
            new WireType<>("node.bmc-fault-cleared", 1, NodeEvent.BmcFaultCleared.class);
    private static final WireType<NodeEvent> HOLD_PLACED =
            new WireType<>("node.hold-placed", 1, NodeEvent.HoldPlaced.class);
    private static final WireType<NodeEvent> HOLD_RELEASED =
            new WireType<>("node.hold-released", 1, NodeEvent.HoldReleased.class);

    static final WireFamily<NodeEvent> FAMILY = new WireFamily<>(
            List.of(
                    NODE_ENROLLED,
                    ATTRIBUTES_CHANGED,
                    PORT_ADDED,
                    PORT_REMOVED,
                    PROPERTIES_DISCOVERED,
                    RESERVATION_VOIDED,
                    NODE_DELETED,
                    INSTANCE_ASSIGNED,
                    INSTANCE_REMOVED,
                    ATTEMPT_STARTED,
                    ATTEMPT_ADVANCED,
                    ATTEMPT_ENDED,
                    PROVISION_STATE_CHANGED,
                    WAIT_STARTED,
                    WAIT_EXPIRED,
                    CRUMB_RECORDED,
                    POWER_ACTION_REQUESTED,
                    POWER_ACTION_ENDED,
                    POWER_STATE_OBSERVED,
                    POWER_DRIFTED,
                    BMC_IDENTIFIED,
                    BMC_TRUSTED,
                    BMC_ACCOUNT_CHANGED,
                    BMC_FAULT_FOUND,
                    BMC_FAULT_CLEARED,
                    HOLD_PLACED,
                    HOLD_RELEASED),
            Upcasters.PRESENT);

    private NodeEventTypes() {}

    /** The wire type of a variant; a new variant does not compile until it has one. */
    static WireType<NodeEvent> of(NodeEvent value) {
        return switch (value) {
            case NodeEvent.NodeEnrolled _ -> NODE_ENROLLED;
            case NodeEvent.AttributesChanged _ -> ATTRIBUTES_CHANGED;
            case NodeEvent.PortAdded _ -> PORT_ADDED;
            case NodeEvent.PortRemoved _ -> PORT_REMOVED;
            case NodeEvent.PropertiesDiscovered _ -> PROPERTIES_DISCOVERED;
            case NodeEvent.ReservationVoided _ -> RESERVATION_VOIDED;
            case NodeEvent.NodeDeleted _ -> NODE_DELETED;
            case NodeEvent.InstanceAssigned _ -> INSTANCE_ASSIGNED;
            case NodeEvent.InstanceRemoved _ -> INSTANCE_REMOVED;
            case NodeEvent.AttemptStarted _ -> ATTEMPT_STARTED;
            case NodeEvent.AttemptAdvanced _ -> ATTEMPT_ADVANCED;
            case NodeEvent.AttemptEnded _ -> ATTEMPT_ENDED;
            case NodeEvent.ProvisionStateChanged _ -> PROVISION_STATE_CHANGED;
            case NodeEvent.WaitStarted _ -> WAIT_STARTED;
            case NodeEvent.WaitExpired _ -> WAIT_EXPIRED;
            case NodeEvent.CrumbRecorded _ -> CRUMB_RECORDED;
            case NodeEvent.PowerActionRequested _ -> POWER_ACTION_REQUESTED;
            case NodeEvent.PowerActionEnded _ -> POWER_ACTION_ENDED;
            case NodeEvent.PowerStateObserved _ -> POWER_STATE_OBSERVED;
            case NodeEvent.PowerDrifted _ -> POWER_DRIFTED;
            case NodeEvent.BmcIdentified _ -> BMC_IDENTIFIED;
            case NodeEvent.BmcTrusted _ -> BMC_TRUSTED;
            case NodeEvent.BmcAccountChanged _ -> BMC_ACCOUNT_CHANGED;
            case NodeEvent.BmcFaultFound _ -> BMC_FAULT_FOUND;
            case NodeEvent.BmcFaultCleared _ -> BMC_FAULT_CLEARED;
            case NodeEvent.HoldPlaced _ -> HOLD_PLACED;
            case NodeEvent.HoldReleased _ -> HOLD_RELEASED;
        };
    }
}
