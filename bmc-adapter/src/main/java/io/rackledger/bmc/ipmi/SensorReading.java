package io.rackledger.bmc.ipmi;

import io.rackledger.bmc.ipmi.SensorRecord.Sensor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Answer to Get Sensor Reading (IPMI 2.0, 35.14).
 *
 * @param raw the reading as it is on the wire; empty where the BMC has none at the moment
 * @param states bits of the states that hold, the first in bit 0
 */
public record SensorReading(OptionalInt raw, int states) {
    /** Of a sensor that is not there at the moment. */
    public static final SensorReading NONE = new SensorReading(OptionalInt.empty(), 0);

    private static final int SCANNING = 0x40;
    private static final int UNAVAILABLE = 0x20;
    private static final int STATES = 15;
    private static final int THRESHOLD_STATES = 6;
    private static final int THRESHOLDS = 0x01;

    /** @param sensor number of it */
    public static IpmiCommand<SensorReading> get(int sensor) {
        return IpmiCommand.reading(
                "Get Sensor Reading",
                NetFn.SENSOR,
                0x2d,
                body -> {
                    byte[] told = IpmiCommand.atLeast(2, body);
                    boolean there = (told[1] & SCANNING) != 0 && (told[1] & UNAVAILABLE) == 0;
                    int states = (told.length > 2 ? told[2] & 0xff : 0) | (told.length > 3 ? (told[3] & 0x7f) << 8 : 0);
                    return new SensorReading(
                            there ? OptionalInt.of(told[0] & 0xff) : OptionalInt.empty(), there ? states : 0);
                },
                sensor);
    }

    /** Value with its unit, or the states that hold, in words; {@code no reading} where there is none. */
    public String words(Sensor sensor) {
        if (raw.isEmpty()) {
            return "no reading";
        }
        List<String> words = new ArrayList<>();
        sensor.formula().ifPresent(formula -> words.add(value(formula)));
        int most = sensor.eventType() == THRESHOLDS ? THRESHOLD_STATES : STATES;
        for (int state = 0; state < most; state++) {
            if ((states >> state & 1) != 0) {
                words.add(SensorWords.event(sensor.typeCode(), sensor.eventType(), state));
            }
        }
        return words.isEmpty() ? "none of its states" : String.join(", ", words);
    }

    private String value(SensorFormula formula) {
        double value = formula.value(raw.orElseThrow());
        String number = value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : "%.3f".formatted(value);
        return (number + " " + formula.unit()).strip();
    }
}
