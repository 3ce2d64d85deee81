package io.rackledger.e2e.cloudinit;

/**
 * How a scenario ended.
 *
 * @param error what stopped the scenario itself; empty where it ran to its end
 * @param detectedAfterSeconds from the start of the failed action to the failed state
 * @param everActive whether the node was active at any time
 */
record ScenarioResult(
        String name,
        String error,
        String state,
        String code,
        String sentence,
        String lastGoodLink,
        String missingLink,
        double detectedAfterSeconds,
        boolean everActive,
        int refusedStatus,
        String refusedDetail) {}
