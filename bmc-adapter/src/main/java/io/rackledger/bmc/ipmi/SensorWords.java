package io.rackledger.bmc.ipmi;

import java.util.List;
import java.util.Map;

/** Names of sensor types and of what they tell (IPMI 2.0, tables 42-2 and 42-3). */
final class SensorWords {
    private static final int THRESHOLD = 0x01;
    private static final int SENSOR_SPECIFIC = 0x6f;

    private static final List<String> TYPES = List.of(
            "reserved",
            "temperature",
            "voltage",
            "current",
            "fan",
            "physical security",
            "platform security",
            "processor",
            "power supply",
            "power unit",
            "cooling device",
            "other unit",
            "memory",
            "drive slot",
            "POST memory resize",
            "system firmware",
            "event logging",
            "watchdog 1",
            "system event",
            "critical interrupt",
            "button",
            "board",
            "microcontroller",
            "add-in card",
            "chassis",
            "chip set",
            "other FRU",
            "cable",
            "terminator",
            "system boot",
            "boot error",
            "OS boot",
            "OS stop",
            "slot",
            "ACPI power state",
            "watchdog",
            "platform alert",
            "entity presence",
            "monitor ASIC",
            "LAN",
            "management subsystem",
            "battery",
            "session audit",
            "version change",
            "FRU state");

    /** By generic event type 1: thresholds. */
    private static final List<String> THRESHOLDS = List.of(
            "below the lower non-critical threshold",
            "above the lower non-critical threshold",
            "below the lower critical threshold",
            "above the lower critical threshold",
            "below the lower non-recoverable threshold",
            "above the lower non-recoverable threshold",
            "below the upper non-critical threshold",
            "above the upper non-critical threshold",
            "below the upper critical threshold",
            "above the upper critical threshold",
            "below the upper non-recoverable threshold",
            "above the upper non-recoverable threshold");

    /** By sensor type: what says most on why a machine does not come up. */
    private static final Map<Integer, List<String>> SPECIFIC = Map.of(
            0x07,
            List.of(
                    "internal error (IERR)",
                    "thermal trip",
                    "self test failed (FRB1)",
                    "hung in POST (FRB2)",
                    "did not start (FRB3)",
                    "configuration error",
                    "uncorrectable error",
                    "present",
                    "disabled",
                    "terminator present",
                    "throttled",
                    "machine check",
                    "correctable machine check"),
            0x08,
            List.of(
                    "present",
                    "failure",
                    "failure predicted",
                    "input lost",
                    "input lost or out of range",
                    "input out of range",
                    "configuration error",
                    "inactive"),
            0x09,
            List.of(
                    "powered off",
                    "power cycle",
                    "240 VA power down",
                    "interlock power down",
                    "input power lost",
                    "soft power control failed",
                    "failure",
                    "failure predicted"),
            0x0c,
            List.of(
                    "correctable ECC error",
                    "uncorrectable ECC error",
                    "parity error",
                    "scrub failed",
                    "device disabled",
                    "limit of correctable ECC errors reached",
                    "present",
                    "configuration error",
                    "spare",
                    "throttled",
                    "critical temperature"),
            0x0f,
            List.of("POST error", "firmware hang", "firmware progress"),
            0x1d,
            List.of(
                    "power up",
                    "hard reset",
                    "warm reset",
                    "PXE boot asked for",
                    "boot to diagnostics",
                    "hard reset by the OS",
                    "warm reset by the OS",
                    "restart"),
            0x1e,
            List.of(
                    "no bootable media",
                    "disk is not bootable",
                    "PXE server not found",
                    "invalid boot sector",
                    "nobody chose a boot source in time"),
            0x20,
            List.of(
                    "stopped while it was loaded",
                    "stopped while it ran",
                    "stopped in order",
                    "shut down in order",
                    "shut down by the platform",
                    "agent does not respond"),
            0x23,
            List.of("expired", "hard reset", "power down", "power cycle"));

    private SensorWords() {}

    static String type(int type) {
        return type < TYPES.size() ? TYPES.get(type) : "sensor of type 0x%02x".formatted(type);
    }

    /** What the offset of an event means; its number where the specification leaves it to the vendor. */
    static String event(int sensorType, int eventType, int offset) {
        List<String> words = switch (eventType) {
            case THRESHOLD -> THRESHOLDS;
            case SENSOR_SPECIFIC -> SPECIFIC.getOrDefault(sensorType, List.of());
            default -> List.of();
        };
        return offset < words.size() ? words.get(offset) : "event %d of event type 0x%02x".formatted(offset, eventType);
    }
}
