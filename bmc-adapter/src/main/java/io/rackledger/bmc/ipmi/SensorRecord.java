package io.rackledger.bmc.ipmi;

import io.rackledger.bmc.rmcp.BadPacketException;
import java.util.Optional;

/**
 * A record of the sensor data repository (IPMI 2.0, 43): a sensor, or something that is none.
 *
 * @param id of the record
 * @param sensor empty where the record describes no sensor that can be read
 */
public record SensorRecord(int id, Optional<Sensor> sensor) {
    /** Bytes before the body: id, version, type, length of what follows. */
    public static final int HEADER = 5;

    private static final int FULL = 0x01;
    private static final int COMPACT = 0x02;
    private static final int FULL_NAME = 47;
    private static final int COMPACT_NAME = 31;
    private static final int COMMON = 23;

    /**
     * A sensor that can be read.
     *
     * @param number by which it is read
     * @param lun of its owner
     * @param type in words
     * @param eventType what its states mean: 1 thresholds, 0x6f those of its type
     * @param typeCode number of the type
     * @param formula from its readings to values; empty where it has states only
     */
    public record Sensor(
            int number,
            int lun,
            String name,
            String type,
            int typeCode,
            int eventType,
            Optional<SensorFormula> formula) {}

    /** @param record from its id on, whole */
    public static SensorRecord read(byte[] record) throws BadPacketException {
        byte[] told = IpmiCommand.atLeast(HEADER, record);
        int id = IpmiCommand.number(told, 0, 2);
        return switch (told[3] & 0xff) {
            case FULL -> {
                IpmiCommand.atLeast(FULL_NAME + 1, told);
                yield new SensorRecord(id, Optional.of(sensor(told, FULL_NAME, SensorFormula.of(told))));
            }
            case COMPACT -> {
                IpmiCommand.atLeast(COMPACT_NAME + 1, told);
                yield new SensorRecord(id, Optional.of(sensor(told, COMPACT_NAME, Optional.empty())));
            }
            default -> new SensorRecord(id, Optional.empty());
        };
    }

    private static Sensor sensor(byte[] told, int name, Optional<SensorFormula> formula) throws BadPacketException {
        IpmiCommand.atLeast(COMMON, told);
        int type = told[12] & 0xff;
        return new Sensor(
                told[7] & 0xff,
                told[6] & 0x03,
                TypeLength.read(told, name).text(),
                SensorWords.type(type),
                type,
                told[13] & 0x7f,
                formula);
    }

    /** A part of a record. */
    public record Part(int next, byte[] bytes) {}

    /** Reserves the repository, without which records can be read from their beginning only. */
    public static IpmiCommand<Integer> reserve() {
        return IpmiCommand.reading(
                "Reserve SDR Repository",
                NetFn.STORAGE,
                0x22,
                body -> IpmiCommand.number(IpmiCommand.atLeast(2, body), 0, 2));
    }

    /** Bytes of a record, and the id of the one behind it. 0xC5 where the reservation is over, 0xCA where it is too much at once. */
    public static IpmiCommand<Part> get(int reservation, int id, int offset, int length) {
        return IpmiCommand.reading(
                "Get SDR",
                NetFn.STORAGE,
                0x23,
                body -> {
                    byte[] told = IpmiCommand.atLeast(2, body);
                    byte[] bytes = new byte[told.length - 2];
                    System.arraycopy(told, 2, bytes, 0, bytes.length);
                    return new Part(IpmiCommand.number(told, 0, 2), bytes);
                },
                reservation & 0xff,
                reservation >> 8,
                id & 0xff,
                id >> 8,
                offset,
                length);
    }
}
