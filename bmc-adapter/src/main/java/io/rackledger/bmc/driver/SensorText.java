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
        String unit = value.unit().equals("Cel") ? "°C" : value.unit();
        String reading = value.reading().isPresent()
                ? (number(value.reading().getAsDouble()) + " " + unit).strip()
                : "no reading";
        return new SensorText(
                value.name(), type(value.unit()), value.health().isEmpty() ? reading : reading + ", " + value.health());
    }

    /** Whole numbers without a fraction. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < Integer.MAX_VALUE
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** By the unit (UCUM, as Redfish has it), where it tells what is measured. */
    private static String type(String unit) {
        return switch (unit) {
            case "Cel" -> "temperature";
            case "RPM" -> "fan";
            case "V" -> "voltage";
            case "A" -> "current";
            case "W" -> "power";
            default -> unit;
        };
    }
}
