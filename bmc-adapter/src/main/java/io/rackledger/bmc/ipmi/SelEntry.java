package io.rackledger.bmc.ipmi;

import io.rackledger.bmc.rmcp.BadPacketException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A record of a BMC's system event log (IPMI 2.0, 32).
 *
 * @param at by the BMC's clock; empty where the record has no time, or one from before its clock was set
 * @param words what it says, for operators
 * @param raw all 16 bytes in hexadecimal
 */
public record SelEntry(int id, Optional<Instant> at, String words, String raw) {
    /** The first record, and what the last one names as its next. */
    public static final int FIRST = 0x0000;

    public static final int END = 0xffff;

    private static final int LENGTH = 16;
    private static final int SYSTEM_EVENT = 0x02;
    private static final int FIRST_WITHOUT_TIME = 0xe0;
    /** Times up to here count from the BMC's start (31.1). */
    private static final long SINCE_START = 0x2000_0000L;

    private static final long UNKNOWN = 0xffff_ffffL;

    /** A record, and the id of the one behind it. */
    public record Page(int next, SelEntry entry) {}

    /** The record with this id, whole. */
    public static IpmiCommand<Page> get(int id) {
        return IpmiCommand.reading(
                "Get SEL Entry", NetFn.STORAGE, 0x43, SelEntry::page, 0, 0, id & 0xff, id >> 8, 0, 0xff);
    }

    /** Adds a record; the BMC gives it its own id and time. */
    public static IpmiCommand<IpmiCommand.Done> add(byte... record) {
        int[] octets = new int[record.length];
        for (int i = 0; i < record.length; i++) {
            octets[i] = record[i];
        }
        return IpmiCommand.once("Add SEL Entry", NetFn.STORAGE, 0x44, octets);
    }

    private static Page page(byte[] body) throws BadPacketException {
        byte[] told = IpmiCommand.atLeast(2 + LENGTH, body);
        byte[] record = Arrays.copyOfRange(told, 2, 2 + LENGTH);
        return new Page(told[0] & 0xff | (told[1] & 0xff) << 8, of(record));
    }

    private static SelEntry of(byte[] record) {
        int type = record[2] & 0xff;
        long seconds =
                record[3] & 0xffL | (record[4] & 0xffL) << 8 | (record[5] & 0xffL) << 16 | (record[6] & 0xffL) << 24;
        boolean timed = type < FIRST_WITHOUT_TIME && seconds > SINCE_START && seconds != UNKNOWN;
        return new SelEntry(
                record[0] & 0xff | (record[1] & 0xff) << 8,
                timed ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty(),
                type == SYSTEM_EVENT ? event(record) : "record of the vendor's own type 0x%02x".formatted(type),
                HexFormat.of().formatHex(record));
    }

    private static String event(byte[] record) {
        int eventType = record[12] & 0x7f;
        String sensor = SensorWords.type(record[10] & 0xff) + " #0x%02x: ".formatted(record[11] & 0xff);
        String what = SensorWords.event(record[10] & 0xff, eventType, record[13] & 0x0f);
        return sensor + what + ((record[12] & 0x80) == 0 ? "" : ", over");
    }
}
