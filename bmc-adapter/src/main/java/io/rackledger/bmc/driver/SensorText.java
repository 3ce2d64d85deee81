package io.rackledger.bmc.driver;

/**
 * A sensor and what it reads now, in words.
 *
 * @param name as the BMC calls it; foreign text
 * @param type temperature, fan and the like
 * @param reading value with its unit, or the states that hold; {@code no reading} where there is none
 */
public record SensorText(String name, String type, String reading) {
    static SensorText of(SensorValue value) {
        String number =
                value.reading().isPresent() ? Double.toString(value.reading().getAsDouble()) : "no reading";
        String reading = (number + " " + value.unit()).strip();
        return new SensorText(
                value.name(), value.unit(), value.health().isEmpty() ? reading : reading + ", " + value.health());
    }
}
