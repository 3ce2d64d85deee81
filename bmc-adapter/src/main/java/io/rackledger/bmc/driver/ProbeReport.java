package io.rackledger.bmc.driver;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a walk through the stages of a BMC's login found.
 *
 * @param stages in their order, up to the one that failed
 * @param facts what the BMC told, by name, in the order of asking; foreign text
 * @param failure of which kind the first failure is; empty where all went well
 */
public record ProbeReport(String address, List<Step> stages, Map<String, String> facts, Optional<FailureKind> failure) {
    public ProbeReport {
        stages = List.copyOf(stages);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /**
     * One stage.
     *
     * @param trouble the BMC's answer in words; empty where it went well
     * @param millis from the stage before, where that is known
     */
    public record Step(String stage, String trouble, long millis) {}
}
