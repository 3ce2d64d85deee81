package io.rackledger.bmc.simulated;

import io.rackledger.bmc.ipmi.CompletionCode;
import io.rackledger.bmc.ipmi.NetFn;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Sensors and inventory of a simulated BMC: the same sensors for all, an inventory with the machine's own serial number. */
final class SimulatedDevices {
    private static final int END = 0xffff;
    private static final int INLET = 1;
    private static final int FAN = 2;
    private static final int SUPPLY = 3;
    private static final byte AVAILABLE = (byte) 0xc0;
    private static final int MOST_AT_ONCE = 32;
    private static final byte RESERVATION_LOST = (byte) CompletionCode.RESERVATION_CANCELED.code();
    private static final byte TOO_MUCH = (byte) 0xca;
    private static final int MINUTES_TO_2024 = 14_727_600;
    /** Raw readings: 23 degrees and 4,200 turns a minute, by the formulas of the records. */
    private static final byte WARM = 23;

    private static final byte TURNS = 42;
    private static final List<byte[]> RECORDS = List.of(
            full(1, INLET, 0x01, 0x37, 0x80, 1, 1, 0, "Inlet Temp"),
            full(2, FAN, 0x04, 0x1d, 0x00, 18, 100, 0, "Fan 1"),
            compact(3, SUPPLY, 0x08, 0x0a, "PSU 1"));

    private final byte[] fru;
    private int reservation = 1;

    /** @param serial the machine's */
    SimulatedDevices(String serial) {
        fru = inventory(serial);
    }

    /** Empty where it is none of these. */
    Optional<byte[]> answer(int netFn, int command, byte[] data, boolean on, IpmiFault fault) {
        return switch (netFn << 8 | command) {
            case NetFn.STORAGE << 8 | 0x20 -> Optional.of(repository());
            case NetFn.STORAGE << 8 | 0x22 -> Optional.of(reserve());
            case NetFn.STORAGE << 8 | 0x23 -> Optional.of(record(data, fault));
            case NetFn.SENSOR << 8 | 0x2d -> Optional.of(reading(data, on));
            case NetFn.STORAGE << 8 | 0x10 -> Optional.of(area(data));
            case NetFn.STORAGE << 8 | 0x11 -> Optional.of(fru(data));
            default -> Optional.empty();
        };
    }

    private static byte[] repository() {
        byte[] info = new byte[14];
        info[0] = 0x51;
        info[1] = (byte) RECORDS.size();
        info[13] = 0x02;
        return IpmiCommands.ok(info);
    }

    private byte[] reserve() {
        reservation = reservation % 0xff + 1;
        return IpmiCommands.ok((byte) reservation, (byte) 0);
    }

    private byte[] record(byte[] data, IpmiFault fault) {
        if (data.length < 6) {
            return IpmiCommands.code(CompletionCode.LENGTH_INVALID);
        }
        int offset = data[4] & 0xff;
        boolean lost = fault instanceof IpmiFault.LosesReservations(int every) && reservation % every != 0;
        if (offset > 0 && ((data[0] & 0xff) != reservation || lost)) {
            return new byte[] {RESERVATION_LOST};
        }
        int asked = data[2] & 0xff | (data[3] & 0xff) << 8;
        int index = asked == 0 ? 0 : asked - 1;
        if (index >= RECORDS.size()) {
            return IpmiCommands.code(CompletionCode.NOT_PRESENT);
        }
        byte[] record = RECORDS.get(index);
        int wanted = (data[5] & 0xff) == 0xff ? record.length - offset : data[5] & 0xff;
        if (wanted > MOST_AT_ONCE) {
            return new byte[] {TOO_MUCH};
        }
        int length = Math.clamp(record.length - offset, 0, wanted);
        int next = index + 1 < RECORDS.size() ? index + 2 : END;
        byte[] answer = new byte[2 + length];
        answer[0] = (byte) next;
        answer[1] = (byte) (next >> 8);
        System.arraycopy(record, Math.min(offset, record.length), answer, 2, length);
        return IpmiCommands.ok(answer);
    }

    private static byte[] reading(byte[] data, boolean on) {
        return switch (data.length == 0 ? 0 : data[0] & 0xff) {
            case INLET -> IpmiCommands.ok(WARM, AVAILABLE, AVAILABLE);
            case FAN -> IpmiCommands.ok(on ? TURNS : 0, AVAILABLE, AVAILABLE);
            case SUPPLY -> IpmiCommands.ok((byte) 0, AVAILABLE, (byte) 0x01, (byte) 0x80);
            default -> IpmiCommands.code(CompletionCode.NOT_PRESENT);
        };
    }

    private byte[] area(byte[] data) {
        return data.length == 0 || data[0] != 0
                ? IpmiCommands.code(CompletionCode.NOT_PRESENT)
                : IpmiCommands.ok((byte) fru.length, (byte) (fru.length >> 8), (byte) 0);
    }

    private byte[] fru(byte[] data) {
        if (data.length < 4) {
            return IpmiCommands.code(CompletionCode.LENGTH_INVALID);
        }
        int offset = data[1] & 0xff | (data[2] & 0xff) << 8;
        if (data[0] != 0 || offset > fru.length) {
            return IpmiCommands.code(CompletionCode.NOT_PRESENT);
        }
        int length = Math.min(data[3] & 0xff, fru.length - offset);
        byte[] answer = new byte[1 + length];
        answer[0] = (byte) length;
        System.arraycopy(fru, offset, answer, 1, length);
        return IpmiCommands.ok(answer);
    }

    /** A full record of a threshold sensor (43.1) whose value is {@code m * raw}. */
    private static byte[] full(
            int id, int number, int type, int entity, int format, int unit, int m, int exponent, String name) {
        byte[] record = new byte[48 + name.length()];
        head(record, id, 0x01, number, entity, type, 0x01);
        record[20] = (byte) format;
        record[21] = (byte) unit;
        record[24] = (byte) m;
        record[29] = (byte) (exponent << 4);
        named(record, 47, name);
        return record;
    }

    private static byte[] compact(int id, int number, int type, int entity, String name) {
        byte[] record = new byte[32 + name.length()];
        head(record, id, 0x02, number, entity, type, 0x6f);
        record[20] = (byte) 0xc0;
        named(record, 31, name);
        return record;
    }

    private static void head(byte[] record, int id, int kind, int number, int entity, int type, int eventType) {
        record[0] = (byte) id;
        record[2] = 0x51;
        record[3] = (byte) kind;
        record[4] = (byte) (record.length - 5);
        record[5] = 0x20;
        record[7] = (byte) number;
        record[8] = (byte) entity;
        record[9] = 1;
        record[10] = 0x7f;
        record[11] = 0x68;
        record[12] = (byte) type;
        record[13] = (byte) eventType;
    }

    private static void named(byte[] record, int at, String name) {
        record[at] = (byte) (0xc0 | name.length());
        System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, record, at + 1, name.length());
    }

    private static byte[] inventory(String serial) {
        byte[] chassis = area(new byte[] {1, 0, 23}, "RL-CH1", "C" + serial);
        byte[] made = {1, 0, 0, (byte) MINUTES_TO_2024, (byte) (MINUTES_TO_2024 >> 8), (byte) (MINUTES_TO_2024 >> 16)};
        byte[] board = area(made, "Rackledger", "Simulated Board", "B" + serial, "RL-BD1", "");
        byte[] product = area(
                new byte[] {1, 0, 0}, "Rackledger", "Simulated Machine", "RL-1", "1.0", serial, "asset-" + serial, "");
        byte[] header = new byte[8];
        header[0] = 1;
        header[2] = 1;
        header[3] = (byte) (1 + chassis.length / 8);
        header[4] = (byte) (header[3] + board.length / 8);
        header[7] = checksum(header);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        List.of(header, chassis, board, product).forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    /** The last field is the name of a file of the maker's; it is empty. */
    private static byte[] area(byte[] head, String... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head);
        for (String field : fields) {
            out.write(0xc0 | field.length());
            out.writeBytes(field.getBytes(StandardCharsets.US_ASCII));
        }
        out.write(0xc1);
        byte[] area = Arrays.copyOf(out.toByteArray(), (out.size() + 1 + 7) / 8 * 8);
        area[1] = (byte) (area.length / 8);
        area[area.length - 1] = checksum(area);
        return area;
    }

    private static byte checksum(byte[] bytes) {
        byte sum = 0;
        for (byte one : bytes) {
            sum += one;
        }
        return (byte) -sum;
    }
}
