package io.rackledger.core.node;

import io.rackledger.core.identity.Text;
import java.util.Arrays;

/** The 30 provision states of OpenStack Ironic, under Ironic's names. */
public enum ProvisionState {
    /** Known to us, nothing checked yet. */
    ENROLL("enroll", StateKind.STABLE, "Known to us, nothing checked yet."),
    /** We check that the BMC can be reached. */
    VERIFYING("verifying", StateKind.ACTIVE, "We check that the BMC can be reached."),
    /** The BMC answers; the node can be inspected, cleaned, provided or adopted. */
    MANAGEABLE(
            "manageable",
            StateKind.STABLE,
            "The BMC answers; the node can be inspected, cleaned, provided or adopted."),
    /** We prepare the machine for inspection, or finish it. */
    INSPECTING("inspecting", StateKind.ACTIVE, "We prepare the machine for inspection, or finish it."),
    /** The inspection boot should be running; we wait for its report. */
    INSPECT_WAIT("inspect wait", StateKind.WAIT, "The inspection boot should be running; we wait for its report."),
    /** Inspection failed. */
    INSPECT_FAILED("inspect failed", StateKind.FAILED, "Inspection failed."),
    /** We prepare the machine for cleaning, or finish it. */
    CLEANING("cleaning", StateKind.ACTIVE, "We prepare the machine for cleaning, or finish it."),
    /** The cleaning boot should be running; we wait for its report. */
    CLEAN_WAIT("clean wait", StateKind.WAIT, "The cleaning boot should be running; we wait for its report."),
    /** Cleaning is paused until an operator says unhold. */
    CLEAN_HOLD("clean hold", StateKind.HOLD, "Cleaning is paused until an operator says unhold."),
    /** Cleaning failed; the machine must not be given to a user. */
    CLEAN_FAILED("clean failed", StateKind.FAILED, "Cleaning failed; the machine must not be given to a user."),
    /** Clean and free: can be deployed. */
    AVAILABLE("available", StateKind.STABLE, "Clean and free: can be deployed."),
    /** We prepare the machine for deployment, or finish it. */
    DEPLOYING("deploying", StateKind.ACTIVE, "We prepare the machine for deployment, or finish it."),
    /** The deployment boot, or the installed system, should report. */
    WAIT_CALL_BACK("wait call-back", StateKind.WAIT, "The deployment boot, or the installed system, should report."),
    /** Deployment is paused until an operator says unhold. */
    DEPLOY_HOLD("deploy hold", StateKind.HOLD, "Deployment is paused until an operator says unhold."),
    /** Deployment failed. */
    DEPLOY_FAILED("deploy failed", StateKind.FAILED, "Deployment failed."),
    /** The user's image runs. */
    ACTIVE("active", StateKind.STABLE, "The user's image runs."),
    /** The instance is torn down. */
    DELETING("deleting", StateKind.ACTIVE, "The instance is torn down."),
    /** Tear-down failed; nobody knows in which condition the machine is. */
    ERROR("error", StateKind.STABLE, "Tear-down failed; nobody knows in which condition the machine is."),
    /** We take over a machine that already runs an instance. */
    ADOPTING("adopting", StateKind.ACTIVE, "We take over a machine that already runs an instance."),
    /** Take-over failed. */
    ADOPT_FAILED("adopt failed", StateKind.FAILED, "Take-over failed."),
    /** We prepare the rescue boot. */
    RESCUING("rescuing", StateKind.ACTIVE, "We prepare the rescue boot."),
    /** The rescue boot should report. */
    RESCUE_WAIT("rescue wait", StateKind.WAIT, "The rescue boot should report."),
    /** The rescue system runs. */
    RESCUE("rescue", StateKind.STABLE, "The rescue system runs."),
    /** Rescue failed. */
    RESCUE_FAILED("rescue failed", StateKind.FAILED, "Rescue failed."),
    /** We bring the instance back from rescue. */
    UNRESCUING("unrescuing", StateKind.ACTIVE, "We bring the instance back from rescue."),
    /** The way back from rescue failed. */
    UNRESCUE_FAILED("unrescue failed", StateKind.FAILED, "The way back from rescue failed."),
    /** We prepare or finish service steps on a deployed node. */
    SERVICING("servicing", StateKind.ACTIVE, "We prepare or finish service steps on a deployed node."),
    /** The service boot should be running its steps. */
    SERVICE_WAIT("service wait", StateKind.WAIT, "The service boot should be running its steps."),
    /** Service is paused until an operator says unhold. */
    SERVICE_HOLD("service hold", StateKind.HOLD, "Service is paused until an operator says unhold."),
    /** Service failed. */
    SERVICE_FAILED("service failed", StateKind.FAILED, "Service failed.");

    private final String wireName;
    private final StateKind kind;
    private final String meaning;

    ProvisionState(String wireName, StateKind kind, String meaning) {
        this.wireName = wireName;
        this.kind = kind;
        this.meaning = meaning;
    }

    /** Ironic's name, with blanks: "wait call-back". */
    public String wireName() {
        return wireName;
    }

    public StateKind kind() {
        return kind;
    }

    /** One sentence. */
    public String meaning() {
        return meaning;
    }

    /** Parses Ironic's name; the refusal lists what is accepted. */
    public static ProvisionState parse(String text) {
        return Arrays.stream(values())
                .filter(state -> state.wireName.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "provision state '" + Text.shorten(text) + "' is unknown; use one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(values())
                                                .map(ProvisionState::wireName)
                                                .toList())));
    }

    @Override
    public String toString() {
        return wireName;
    }
}
