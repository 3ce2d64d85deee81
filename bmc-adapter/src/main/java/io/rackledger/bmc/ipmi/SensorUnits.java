package io.rackledger.bmc.ipmi;

import java.util.List;

/** Units of sensors (IPMI 2.0, table 43-15, and bytes 21 to 23 of a full record). */
final class SensorUnits {
    private static final int PERCENT = 0x01;
    private static final List<String> BASE = List.of(
            "",
            "°C",
            "°F",
            "K",
            "V",
            "A",
            "W",
            "J",
            "C",
            "VA",
            "nit",
            "lm",
            "lx",
            "cd",
            "kPa",
            "psi",
            "N",
            "CFM",
            "rpm",
            "Hz",
            "µs",
            "ms",
            "s",
            "min",
            "h",
            "d",
            "wk",
            "mil",
            "in",
            "ft",
            "in³",
            "ft³",
            "mm",
            "cm",
            "m",
            "cm³",
            "m³",
            "l",
            "fl oz",
            "rad",
            "sr",
            "revolutions",
            "cycles",
            "g",
            "oz",
            "lbf",
            "ft·lbf",
            "oz·in",
            "G",
            "Gb",
            "H",
            "mH",
            "F",
            "µF",
            "Ω",
            "S",
            "mol",
            "Bq",
            "ppm",
            "",
            "dB",
            "dBA",
            "dBC",
            "Gy",
            "Sv",
            "color temperature K",
            "bit",
            "kbit",
            "Mbit",
            "Gbit",
            "B",
            "kB",
            "MB",
            "GB",
            "words",
            "dwords",
            "qwords",
            "lines",
            "hits",
            "misses",
            "retries",
            "resets",
            "overruns",
            "underruns",
            "collisions",
            "packets",
            "messages",
            "characters",
            "errors",
            "correctable errors",
            "uncorrectable errors",
            "fatal errors",
            "g");
    private static final List<String> RATES = List.of("", "/µs", "/ms", "/s", "/min", "/h", "/d", "");

    private SensorUnits() {}

    static String of(int flags, int base, int modifier) {
        String unit = name(base);
        String whole = switch (flags >> 1 & 3) {
            case 1 -> unit + "/" + name(modifier);
            case 2 -> unit + "·" + name(modifier);
            default -> unit;
        };
        return ((flags & PERCENT) != 0 ? "% " : "").concat(whole).strip() + RATES.get(flags >> 3 & 7);
    }

    private static String name(int code) {
        return code < BASE.size() ? BASE.get(code) : "unit " + code;
    }
}
