package io.rackledger.e2e.cloudinit;

import java.util.List;

/**
 * How a scenario ended.
 *
 * @param machine address of the machine
 * @param error what stopped the scenario itself; empty where it ran to its end
 * @param detectedAfterSeconds from the start of the failed action to the failed state
 * @param links of the boot chain that the last system of the last attempt showed, in words
 * @param everActive whether the node was active at any time
 */
record ScenarioResult(
        String name,
        String machine,
        String error,
        String state,
        String code,
        String sentence,
        String lastGoodLink,
        String missingLink,
        double detectedAfterSeconds,
        boolean everActive,
        List<String> links,
        int refusedStatus,
        String refusedDetail) {}
