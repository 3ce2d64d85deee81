package io.rackledger.launcher.bmc;

import java.util.List;
import java.util.Map;

/**
 * What a probe found.
 *
 * @param stages in their order, up to the one that failed
 * @param facts what the BMC told, by name, in the order of asking
 */
record ProbeReport(String address, List<Step> stages, Map<String, String> facts, ProbeCode code) {
    /**
     * One stage.
     *
     * @param trouble the BMC's answer in words; empty where it went well
     * @param millis from the stage before, where that is known
     */
    record Step(String stage, String trouble, long millis) {
        boolean isGood() {
            return trouble.isEmpty();
        }
    }
}
