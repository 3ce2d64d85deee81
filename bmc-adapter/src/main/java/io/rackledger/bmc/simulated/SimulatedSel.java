package io.rackledger.bmc.simulated;

import io.rackledger.bmc.ipmi.CompletionCode;
import io.rackledger.bmc.ipmi.NetFn;
import io.rackledger.bmc.ipmi.SelEntry;
import io.rackledger.core.node.BootDevice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The system event log of a simulated BMC: power that came and went, and what others add. Thread-safe. */
final class SimulatedSel implements PowerListener {
    private static final int LENGTH = 16;
    private static final int MOST = 512;
    private static final byte POWER_UNIT = 0x09;
    private static final byte SENSOR_SPECIFIC = 0x6f;
    private static final byte OVER = (byte) 0x80;

    private final InstantSource clock;
    private final List<byte[]> records = new ArrayList<>();
    private int lastId;
    private boolean overflow;
    private int reservation = 1;

    SimulatedSel(InstantSource clock) {
        this.clock = clock;
    }

    /** That the machine is off is over. */
    @Override
    public void poweredOn(Optional<BootDevice> override) {
        add(event((byte) (SENSOR_SPECIFIC | OVER)));
    }

    @Override
    public void poweredOff() {
        add(event(SENSOR_SPECIFIC));
    }

    private static byte[] event(byte direction) {
        return new byte[] {0, 0, 2, 0, 0, 0, 0, 0x20, 0, 4, POWER_UNIT, 1, direction, 0, (byte) 0xff, (byte) 0xff};
    }

    private synchronized int add(byte[] given) {
        if (records.size() == MOST) {
            overflow = true;
            return 0;
        }
        byte[] record = given.clone();
        lastId++;
        ByteBuffer.wrap(record)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(0, (short) lastId)
                .putInt(3, (int) clock.instant().getEpochSecond());
        records.add(record);
        return lastId;
    }

    /** Empty where it is no command of the event log. */
    synchronized Optional<byte[]> answer(int netFn, int command, byte[] data, IpmiFault fault) {
        if (netFn != NetFn.STORAGE) {
            return Optional.empty();
        }
        return switch (command) {
            case 0x40 -> Optional.of(info());
            case 0x42 -> {
                reservation = reservation % 0xff + 1;
                yield Optional.of(new byte[] {0, (byte) reservation, 0});
            }
            case 0x43 -> Optional.of(data.length < 6 ? fault(CompletionCode.LENGTH_INVALID) : entry(data));
            case 0x44 -> Optional.of(data.length < LENGTH ? fault(CompletionCode.LENGTH_INVALID) : added(data));
            case 0x47 -> Optional.of(data.length < 6 ? fault(CompletionCode.LENGTH_INVALID) : clear(data, fault));
            case 0x48 ->
                Optional.of(ByteBuffer.allocate(5)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(1, (int) clock.instant().getEpochSecond())
                        .array());
            default -> Optional.empty();
        };
    }

    private byte[] clear(byte[] data, IpmiFault fault) {
        boolean lost = fault instanceof IpmiFault.LosesReservations(int every) && reservation % every != 0;
        if ((data[0] & 0xff) != reservation || lost) {
            return fault(CompletionCode.RESERVATION_CANCELED);
        }
        if ((data[5] & 0xff) == 0xaa) {
            records.clear();
            overflow = false;
        }
        return new byte[] {0, 1};
    }

    private byte[] info() {
        return ByteBuffer.allocate(15)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(1, (byte) 0x51)
                .putShort(2, (short) records.size())
                .putShort(4, (short) ((MOST - records.size()) * LENGTH))
                .put(14, (byte) (overflow ? 0x82 : 0x02))
                .array();
    }

    private byte[] entry(byte[] data) {
        int id = data[2] & 0xff | (data[3] & 0xff) << 8;
        int index = index(id);
        if (index < 0) {
            return fault(CompletionCode.NOT_PRESENT);
        }
        int offset = Math.min(LENGTH, data[4] & 0xff);
        int length = Math.min(LENGTH - offset, data[5] & 0xff);
        int next = index + 1 < records.size() ? id(index + 1) : SelEntry.END;
        byte[] answer = new byte[3 + length];
        answer[1] = (byte) next;
        answer[2] = (byte) (next >> 8);
        System.arraycopy(records.get(index), offset, answer, 3, length);
        return answer;
    }

    /** Ids 0 and FFFF are the first and the last record, whatever their own. */
    private int index(int id) {
        if (id == SelEntry.FIRST || id == SelEntry.END) {
            return records.isEmpty() ? -1 : id == SelEntry.FIRST ? 0 : records.size() - 1;
        }
        for (int i = 0; i < records.size(); i++) {
            if (id(i) == id) {
                return i;
            }
        }
        return -1;
    }

    private int id(int index) {
        byte[] record = records.get(index);
        return record[0] & 0xff | (record[1] & 0xff) << 8;
    }

    private byte[] added(byte[] data) {
        int id = add(Arrays.copyOf(data, LENGTH));
        return id == 0 ? fault(CompletionCode.OUT_OF_SPACE) : new byte[] {0, (byte) id, (byte) (id >> 8)};
    }

    private static byte[] fault(CompletionCode code) {
        return new byte[] {(byte) code.code()};
    }
}
