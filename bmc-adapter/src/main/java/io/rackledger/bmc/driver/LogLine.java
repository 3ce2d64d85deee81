package io.rackledger.bmc.driver;

/**
 * A line of a BMC's own event log.
 *
 * @param id as the BMC counts it
 * @param created when, by the BMC's clock and in its form
 * @param severity {@code OK}, {@code Warning} or {@code Critical}; empty where the BMC does not tell
 */
public record LogLine(String id, String created, String severity, String message) {}
