package io.rackledger.e2e.cloudinit;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One story of one machine: what is broken, what the operator does, and how it must end.
 *
 * @param name of the scenario and of its node
 * @param atInspect network faults that are there from the start: stage, action, target, port, text (may be empty)
 * @param atDeploy network faults that begin before the deployment
 * @param seedFault what a broken metadata host answers, where the seed is diverted to it; empty for none
 * @param inspectSteps steps of the inspection; empty for the engine's own
 * @param userData the tenant's; empty where the story ends with the inspection
 * @param force whether the user data goes past the check
 * @param endState provision state at the end
 * @param codes failure codes that are right; empty for a good end
 * @param words what the sentence must contain
 */
record Scenario(
        String name,
        List<Fault> atInspect,
        List<Fault> atDeploy,
        Set<SeedFault> seedFault,
        List<Map<String, Object>> inspectSteps,
        String userData,
        boolean force,
        String endState,
        Set<String> codes,
        List<String> words) {

    /** A packet filter rule of the machine's namespace, set when the stage begins. */
    record Fault(String stage, String action, String target, int port, String text) {}

    /** Whether the story goes on to a deployment. */
    boolean deploys() {
        return !userData.isEmpty();
    }

    boolean good() {
        return codes.isEmpty();
    }
}
