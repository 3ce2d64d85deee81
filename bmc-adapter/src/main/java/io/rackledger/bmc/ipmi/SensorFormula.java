package io.rackledger.bmc.ipmi;

import java.util.Optional;

/**
 * How a full sensor's raw reading becomes a value (IPMI 2.0, 36.3): {@code L((M x + B 10^K1) 10^K2)}.
 *
 * @param signed how the raw byte is to be taken
 * @param linearization number of the function L
 */
public record SensorFormula(
        Sign signed, int m, int b, int bExponent, int resultExponent, int linearization, String unit) {
    /** How the raw byte stands for a number. */
    public enum Sign {
        UNSIGNED,
        ONES_COMPLEMENT,
        TWOS_COMPLEMENT
    }

    private static final int NO_NUMBER = 3;
    private static final int LAST_FUNCTION = 11;

    /** Of a full record; empty where the sensor tells no numbers, or by a curve that has to be asked for point by point. */
    static Optional<SensorFormula> of(byte[] record) {
        int format = record[20] >> 6 & 3;
        int linearization = record[23] & 0x7f;
        if (format == NO_NUMBER || linearization > LAST_FUNCTION) {
            return Optional.empty();
        }
        int m = signed(record[24] & 0xff | (record[25] & 0xc0) << 2, 10);
        int b = signed(record[26] & 0xff | (record[27] & 0xc0) << 2, 10);
        int exponents = record[29];
        return Optional.of(new SensorFormula(
                Sign.values()[format],
                m,
                b,
                signed(exponents & 0x0f, 4),
                signed(exponents >> 4 & 0x0f, 4),
                linearization,
                SensorUnits.of(record[20] & 0xff, record[21] & 0xff, record[22] & 0xff)));
    }

    private static int signed(int value, int bits) {
        return value << 32 - bits >> 32 - bits;
    }

    /** @param raw the byte that the sensor read, 0 to 255 */
    public double value(int raw) {
        int number = switch (signed) {
            case UNSIGNED -> raw;
            case ONES_COMPLEMENT -> raw < 0x80 ? raw : raw - 0xff;
            case TWOS_COMPLEMENT -> (byte) raw;
        };
        double linear = (m * number + b * Math.pow(10, bExponent)) * Math.pow(10, resultExponent);
        return switch (linearization) {
            case 1 -> Math.log(linear);
            case 2 -> Math.log10(linear);
            case 3 -> Math.log(linear) / Math.log(2);
            case 4 -> Math.exp(linear);
            case 5 -> Math.pow(10, linear);
            case 6 -> Math.pow(2, linear);
            case 7 -> 1 / linear;
            case 8 -> linear * linear;
            case 9 -> linear * linear * linear;
            case 10 -> Math.sqrt(linear);
            case 11 -> Math.cbrt(linear);
            default -> linear;
        };
    }
}
