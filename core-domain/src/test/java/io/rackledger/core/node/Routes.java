package io.rackledger.core.node;

/** One way into each state, as an operator, a BMC and a machine would take it. */
final class Routes {
    private Routes() {}

    /** Continues the story of an enrolled node. */
    static void to(ProvisionState state, NodeStories story) {
        switch (state) {
            case ENROLL -> {}
            case VERIFYING -> story.act(ProvisionVerb.MANAGE);
            case MANAGEABLE -> from(ProvisionState.VERIFYING, story).bmcConfirms();
            case INSPECTING -> from(ProvisionState.MANAGEABLE, story).act(ProvisionVerb.INSPECT);
            case INSPECT_WAIT -> from(ProvisionState.INSPECTING, story).bmcConfirms();
            case INSPECT_FAILED -> from(ProvisionState.INSPECT_WAIT, story).machineFails();
            case CLEANING -> from(ProvisionState.MANAGEABLE, story).act(ProvisionVerb.PROVIDE);
            case CLEAN_WAIT -> from(ProvisionState.CLEANING, story).bmcConfirms();
            case CLEAN_HOLD -> from(ProvisionState.CLEAN_WAIT, story).reachesHoldStep();
            case CLEAN_FAILED -> from(ProvisionState.CLEAN_WAIT, story).machineFails();
            case AVAILABLE ->
                from(ProvisionState.CLEAN_WAIT, story).machineDone().bmcConfirms();
            case DEPLOYING -> from(ProvisionState.AVAILABLE, story).act(ProvisionVerb.DEPLOY);
            case WAIT_CALL_BACK -> from(ProvisionState.DEPLOYING, story).bmcConfirms();
            case DEPLOY_HOLD -> from(ProvisionState.WAIT_CALL_BACK, story).reachesHoldStep();
            case DEPLOY_FAILED -> from(ProvisionState.WAIT_CALL_BACK, story).machineFails();
            case ACTIVE ->
                from(ProvisionState.WAIT_CALL_BACK, story)
                        .machineDone()
                        .bmcConfirms()
                        .machineDone();
            case DELETING -> from(ProvisionState.ACTIVE, story).act(ProvisionVerb.UNDEPLOY);
            case ERROR -> from(ProvisionState.DELETING, story).bmcFails();
            case ADOPTING -> from(ProvisionState.MANAGEABLE, story).act(ProvisionVerb.ADOPT);
            case ADOPT_FAILED -> from(ProvisionState.ADOPTING, story).bmcFails();
            case RESCUING -> from(ProvisionState.ACTIVE, story).act(ProvisionVerb.RESCUE);
            case RESCUE_WAIT -> from(ProvisionState.RESCUING, story).bmcConfirms();
            case RESCUE -> from(ProvisionState.RESCUE_WAIT, story).machineDone();
            case RESCUE_FAILED -> from(ProvisionState.RESCUE_WAIT, story).machineFails();
            case UNRESCUING -> from(ProvisionState.RESCUE, story).act(ProvisionVerb.UNRESCUE);
            case UNRESCUE_FAILED -> from(ProvisionState.UNRESCUING, story).bmcFails();
            case SERVICING -> from(ProvisionState.ACTIVE, story).act(ProvisionVerb.SERVICE);
            case SERVICE_WAIT -> from(ProvisionState.SERVICING, story).bmcConfirms();
            case SERVICE_HOLD -> from(ProvisionState.SERVICE_WAIT, story).reachesHoldStep();
            case SERVICE_FAILED -> from(ProvisionState.SERVICE_WAIT, story).machineFails();
        }
    }

    private static NodeStories from(ProvisionState state, NodeStories story) {
        to(state, story);
        return story;
    }
}
