package io.rackledger.core.node;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The table of all legal transitions: data, compared in a test with the reference file ironic-states.tsv. */
public final class Transitions {
    private static final Map<ProvisionState, Map<Trigger, ProvisionState>> TABLE = new Table()
            .from(ProvisionState.ENROLL)
            .on(Trigger.MANAGE, ProvisionState.VERIFYING)
            .from(ProvisionState.VERIFYING)
            .on(Trigger.DONE, ProvisionState.MANAGEABLE)
            .on(Trigger.FAIL, ProvisionState.ENROLL)
            .from(ProvisionState.MANAGEABLE)
            .on(Trigger.PROVIDE, ProvisionState.CLEANING)
            .on(Trigger.CLEAN, ProvisionState.CLEANING)
            .on(Trigger.INSPECT, ProvisionState.INSPECTING)
            .on(Trigger.ADOPT, ProvisionState.ADOPTING)
            .from(ProvisionState.INSPECTING)
            .on(Trigger.DONE, ProvisionState.MANAGEABLE)
            .on(Trigger.WAIT, ProvisionState.INSPECT_WAIT)
            .on(Trigger.FAIL, ProvisionState.INSPECT_FAILED)
            .from(ProvisionState.INSPECT_WAIT)
            .on(Trigger.RESUME, ProvisionState.INSPECTING)
            .on(Trigger.DONE, ProvisionState.MANAGEABLE)
            .on(Trigger.FAIL, ProvisionState.INSPECT_FAILED)
            .on(Trigger.ABORT, ProvisionState.INSPECT_FAILED)
            .from(ProvisionState.INSPECT_FAILED)
            .on(Trigger.INSPECT, ProvisionState.INSPECTING)
            .on(Trigger.MANAGE, ProvisionState.MANAGEABLE)
            .from(ProvisionState.CLEANING)
            .on(Trigger.DONE, ProvisionState.AVAILABLE)
            .on(Trigger.MANAGE, ProvisionState.MANAGEABLE)
            .on(Trigger.WAIT, ProvisionState.CLEAN_WAIT)
            .on(Trigger.HOLD, ProvisionState.CLEAN_HOLD)
            .on(Trigger.FAIL, ProvisionState.CLEAN_FAILED)
            .from(ProvisionState.CLEAN_WAIT)
            .on(Trigger.RESUME, ProvisionState.CLEANING)
            .on(Trigger.HOLD, ProvisionState.CLEAN_HOLD)
            .on(Trigger.FAIL, ProvisionState.CLEAN_FAILED)
            .on(Trigger.ABORT, ProvisionState.CLEAN_FAILED)
            .from(ProvisionState.CLEAN_HOLD)
            .on(Trigger.UNHOLD, ProvisionState.CLEAN_WAIT)
            .on(Trigger.ABORT, ProvisionState.CLEAN_FAILED)
            .from(ProvisionState.CLEAN_FAILED)
            .on(Trigger.MANAGE, ProvisionState.MANAGEABLE)
            .from(ProvisionState.AVAILABLE)
            .on(Trigger.DEPLOY, ProvisionState.DEPLOYING)
            .on(Trigger.MANAGE, ProvisionState.MANAGEABLE)
            .from(ProvisionState.DEPLOYING)
            .on(Trigger.DONE, ProvisionState.ACTIVE)
            .on(Trigger.WAIT, ProvisionState.WAIT_CALL_BACK)
            .on(Trigger.HOLD, ProvisionState.DEPLOY_HOLD)
            .on(Trigger.FAIL, ProvisionState.DEPLOY_FAILED)
            .from(ProvisionState.WAIT_CALL_BACK)
            .on(Trigger.RESUME, ProvisionState.DEPLOYING)
            .on(Trigger.HOLD, ProvisionState.DEPLOY_HOLD)
            .on(Trigger.FAIL, ProvisionState.DEPLOY_FAILED)
            .on(Trigger.ABORT, ProvisionState.DEPLOY_FAILED)
            .on(Trigger.DELETE, ProvisionState.DELETING)
            .from(ProvisionState.DEPLOY_HOLD)
            .on(Trigger.UNHOLD, ProvisionState.WAIT_CALL_BACK)
            .on(Trigger.ABORT, ProvisionState.DEPLOY_FAILED)
            .from(ProvisionState.DEPLOY_FAILED)
            .on(Trigger.DEPLOY, ProvisionState.DEPLOYING)
            .on(Trigger.REBUILD, ProvisionState.DEPLOYING)
            .on(Trigger.DELETE, ProvisionState.DELETING)
            .from(ProvisionState.ACTIVE)
            .on(Trigger.DELETE, ProvisionState.DELETING)
            .on(Trigger.REBUILD, ProvisionState.DEPLOYING)
            .on(Trigger.RESCUE, ProvisionState.RESCUING)
            .on(Trigger.SERVICE, ProvisionState.SERVICING)
            .from(ProvisionState.DELETING)
            .on(Trigger.CLEAN, ProvisionState.CLEANING)
            .on(Trigger.FAIL, ProvisionState.ERROR)
            .from(ProvisionState.ERROR)
            .on(Trigger.DELETE, ProvisionState.DELETING)
            .on(Trigger.REBUILD, ProvisionState.DEPLOYING)
            .from(ProvisionState.ADOPTING)
            .on(Trigger.DONE, ProvisionState.ACTIVE)
            .on(Trigger.FAIL, ProvisionState.ADOPT_FAILED)
            .from(ProvisionState.ADOPT_FAILED)
            .on(Trigger.ADOPT, ProvisionState.ADOPTING)
            .on(Trigger.MANAGE, ProvisionState.MANAGEABLE)
            .from(ProvisionState.RESCUING)
            .on(Trigger.DONE, ProvisionState.RESCUE)
            .on(Trigger.WAIT, ProvisionState.RESCUE_WAIT)
            .on(Trigger.FAIL, ProvisionState.RESCUE_FAILED)
            .from(ProvisionState.RESCUE_WAIT)
            .on(Trigger.RESUME, ProvisionState.RESCUING)
            .on(Trigger.FAIL, ProvisionState.RESCUE_FAILED)
            .on(Trigger.ABORT, ProvisionState.RESCUE_FAILED)
            .on(Trigger.DELETE, ProvisionState.DELETING)
            .from(ProvisionState.RESCUE)
            .on(Trigger.RESCUE, ProvisionState.RESCUING)
            .on(Trigger.UNRESCUE, ProvisionState.UNRESCUING)
            .on(Trigger.DELETE, ProvisionState.DELETING)
            .from(ProvisionState.RESCUE_FAILED)
            .on(Trigger.RESCUE, ProvisionState.RESCUING)
            .on(Trigger.UNRESCUE, ProvisionState.UNRESCUING)
            .on(Trigger.DELETE, ProvisionState.DELETING)
            .from(ProvisionState.UNRESCUING)
            .on(Trigger.DONE, ProvisionState.ACTIVE)
            .on(Trigger.FAIL, ProvisionState.UNRESCUE_FAILED)
            .from(ProvisionState.UNRESCUE_FAILED)
            .on(Trigger.RESCUE, ProvisionState.RESCUING)
            .on(Trigger.UNRESCUE, ProvisionState.UNRESCUING)
            .on(Trigger.DELETE, ProvisionState.DELETING)
            .from(ProvisionState.SERVICING)
            .on(Trigger.DONE, ProvisionState.ACTIVE)
            .on(Trigger.WAIT, ProvisionState.SERVICE_WAIT)
            .on(Trigger.HOLD, ProvisionState.SERVICE_HOLD)
            .on(Trigger.FAIL, ProvisionState.SERVICE_FAILED)
            .from(ProvisionState.SERVICE_WAIT)
            .on(Trigger.RESUME, ProvisionState.SERVICING)
            .on(Trigger.HOLD, ProvisionState.SERVICE_HOLD)
            .on(Trigger.FAIL, ProvisionState.SERVICE_FAILED)
            .on(Trigger.ABORT, ProvisionState.SERVICE_FAILED)
            .on(Trigger.DELETE, ProvisionState.DELETING)
            .from(ProvisionState.SERVICE_HOLD)
            .on(Trigger.SERVICE, ProvisionState.SERVICING)
            .on(Trigger.UNHOLD, ProvisionState.SERVICE_WAIT)
            .on(Trigger.FAIL, ProvisionState.SERVICE_FAILED)
            .on(Trigger.ABORT, ProvisionState.SERVICE_FAILED)
            .from(ProvisionState.SERVICE_FAILED)
            .on(Trigger.SERVICE, ProvisionState.SERVICING)
            .on(Trigger.RESCUE, ProvisionState.RESCUING)
            .on(Trigger.WAIT, ProvisionState.SERVICE_WAIT)
            .on(Trigger.HOLD, ProvisionState.SERVICE_HOLD)
            .on(Trigger.DELETE, ProvisionState.DELETING)
            .on(Trigger.ABORT, ProvisionState.ACTIVE)
            .rows;

    private Transitions() {}

    /** Where the trigger leads from the state; empty where it is not legal. */
    public static Optional<ProvisionState> next(ProvisionState from, Trigger trigger) {
        return Optional.ofNullable(TABLE.getOrDefault(from, Map.of()).get(trigger));
    }

    /** All triggers legal in a state with their targets. */
    public static Map<Trigger, ProvisionState> of(ProvisionState from) {
        return Map.copyOf(TABLE.getOrDefault(from, Map.of()));
    }

    /** Builder of the table; a double entry is a programming error. */
    private static final class Table {
        private final Map<ProvisionState, Map<Trigger, ProvisionState>> rows = new EnumMap<>(ProvisionState.class);
        private Map<Trigger, ProvisionState> row = new EnumMap<>(Trigger.class);

        private Table from(ProvisionState state) {
            row = new EnumMap<>(Trigger.class);
            rows.put(state, row);
            return this;
        }

        private Table on(Trigger trigger, ProvisionState to) {
            if (row.put(trigger, to) != null) {
                throw new IllegalStateException("trigger " + trigger + " stands twice");
            }
            return this;
        }
    }
}
