package io.rackledger.bmc.driver;

import java.util.OptionalDouble;

/**
 * What a sensor tells.
 *
 * @param reading empty where it tells none now
 * @param unit as the BMC names it, for example {@code Cel}, {@code RPM} or {@code W}
 * @param health {@code OK}, {@code Warning} or {@code Critical}; empty where the BMC does not tell
 */
public record SensorValue(String name, OptionalDouble reading, String unit, String health) {}
