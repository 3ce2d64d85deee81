package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.ipmi.CompletionCode;
import io.rackledger.bmc.ipmi.SensorReading;
import io.rackledger.bmc.ipmi.SensorRecord;
import io.rackledger.bmc.ipmi.SensorRecord.Sensor;
import io.rackledger.bmc.rmcp.BadPacketException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads a BMC's sensors (IPMI 2.0, 33 and 35). Changes nothing. */
public final class SensorReader {
    /** More than any BMC has: a repository that goes in circles ends here. */
    private static final int MOST = 2_000;

    private static final int LAST = 0xffff;
    /** Many BMCs refuse more at once. */
    private static final int PIECE = 16;

    private static final int RESERVATIONS = 4;

    private final IpmiSession session;
    private final Duration patience;
    private int reservation;
    private int reservations;

    private SensorReader(IpmiSession session, Duration patience) {
        this.session = session;
        this.patience = patience;
    }

    /** A sensor and what it reads now. */
    public record Read(Sensor sensor, SensorReading reading) {
        /** Value with unit, or states. */
        public String words() {
            return reading.words(sensor);
        }
    }

    /**
     * All sensors and their readings, in the order of the repository.
     *
     * @param patience for each answer
     * @throws IpmiException by kind; BUSY where the repository changes faster than it can be read
     */
    public static List<Read> all(IpmiSession session, Duration patience) throws IpmiException {
        List<Read> readings = new ArrayList<>();
        for (Sensor sensor : sensors(session, patience)) {
            readings.add(new Read(sensor, reading(session, sensor, patience)));
        }
        return List.copyOf(readings);
    }

    private static SensorReading reading(IpmiSession session, Sensor sensor, Duration patience) throws IpmiException {
        try {
            return session.send(SensorReading.get(sensor.number()), patience);
        } catch (IpmiException e) {
            if (e.code() == CompletionCode.NOT_PRESENT.code()) {
                return SensorReading.NONE;
            }
            throw e;
        }
    }

    /** All sensors that the repository describes. */
    public static List<Sensor> sensors(IpmiSession session, Duration patience) throws IpmiException {
        return new SensorReader(session, patience).read();
    }

    private List<Sensor> read() throws IpmiException {
        List<Sensor> sensors = new ArrayList<>();
        int next = 0;
        for (int read = 0; next != LAST; read++) {
            if (read == MOST) {
                throw corrupt("a sensor repository that does not end after " + MOST + " records");
            }
            next = record(next, sensors);
        }
        return sensors;
    }

    /** Reads one record, from its beginning again where the reservation is lost meanwhile; returns the id of the next one. */
    private int record(int id, List<Sensor> sensors) throws IpmiException {
        while (true) {
            try {
                SensorRecord.Part head = part(id, 0, SensorRecord.HEADER);
                if (head.bytes().length < SensorRecord.HEADER) {
                    throw corrupt("a sensor record of " + head.bytes().length + " bytes");
                }
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                whole.writeBytes(head.bytes());
                int length = SensorRecord.HEADER + (head.bytes()[SensorRecord.HEADER - 1] & 0xff);
                while (whole.size() < length) {
                    byte[] piece = part(id, whole.size(), Math.min(PIECE, length - whole.size()))
                            .bytes();
                    if (piece.length == 0) {
                        throw corrupt("an empty piece of a sensor record");
                    }
                    whole.writeBytes(piece);
                }
                SensorRecord.read(whole.toByteArray()).sensor().ifPresent(sensors::add);
                return head.next();
            } catch (BadPacketException e) {
                throw corrupt(String.valueOf(e.getMessage()));
            } catch (IpmiException e) {
                if (e.code() != CompletionCode.RESERVATION_CANCELED.code() || reservations >= RESERVATIONS) {
                    throw e;
                }
                reservation = 0;
            }
        }
    }

    private SensorRecord.Part part(int id, int offset, int length) throws IpmiException {
        if (reservation == 0 && offset > 0) {
            reservation = session.send(SensorRecord.reserve(), patience);
            reservations++;
        }
        return session.send(SensorRecord.get(reservation, id, offset, length), patience);
    }

    private IpmiException corrupt(String why) {
        return new IpmiException(
                FailureKind.CORRUPT, Stage.COMMAND, -1, "BMC " + session.authority() + " answered with " + why);
    }
}
