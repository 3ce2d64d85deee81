package io.rackledger.bmc.ipmi;

import io.rackledger.bmc.rmcp.BadPacketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A machine's inventory as its BMC holds it (FRU storage definition 1.0, revision 1.3). Areas that are not there are empty. */
public record Fru(Optional<Chassis> chassis, Optional<Board> board, Optional<Product> product) {
    /** The housing. @param type number of SMBIOS, 23 is a rack mount chassis */
    public record Chassis(int type, String partNumber, String serial) {}

    /** The main board. @param made empty where it does not tell */
    public record Board(Optional<Instant> made, String manufacturer, String name, String serial, String partNumber) {}

    /** What was sold. */
    public record Product(
            String manufacturer, String name, String partNumber, String version, String serial, String assetTag) {}

    private static final int HEADER = 8;
    private static final int UNIT = 8;
    private static final int END = 0xc1;
    private static final int MOST_FIELDS = 64;
    private static final int CHASSIS_AT = 2;
    private static final int BOARD_AT = 3;
    private static final int PRODUCT_AT = 4;
    /** From where the board's minutes are counted. */
    private static final Instant YEAR_1996 = Instant.parse("1996-01-01T00:00:00Z");

    public static Fru read(byte[] bytes) throws BadPacketException {
        IpmiCommand.atLeast(HEADER, bytes);
        if ((bytes[0] & 0x0f) != 1) {
            throw new BadPacketException("an inventory of format " + (bytes[0] & 0x0f) + "; known is 1");
        }
        if (sum(bytes, 0, HEADER) != 0) {
            throw new BadPacketException("an inventory whose header has a wrong checksum");
        }
        Optional<byte[]> chassis = area(bytes, CHASSIS_AT);
        Optional<byte[]> board = area(bytes, BOARD_AT);
        Optional<byte[]> product = area(bytes, PRODUCT_AT);
        return new Fru(
                chassis.isEmpty() ? Optional.empty() : Optional.of(chassis(chassis.get())),
                board.isEmpty() ? Optional.empty() : Optional.of(board(board.get())),
                product.isEmpty() ? Optional.empty() : Optional.of(product(product.get())));
    }

    private static Optional<byte[]> area(byte[] bytes, int at) throws BadPacketException {
        int from = UNIT * (bytes[at] & 0xff);
        if (from == 0) {
            return Optional.empty();
        }
        int length = from + 1 < bytes.length ? UNIT * (bytes[from + 1] & 0xff) : 0;
        if (length == 0 || from + length > bytes.length) {
            throw new BadPacketException("an inventory's area at " + from + " that does not fit into " + bytes.length);
        }
        byte[] area = Arrays.copyOfRange(bytes, from, from + length);
        if (sum(area, 0, length) != 0) {
            throw new BadPacketException("an inventory's area at " + from + " with a wrong checksum");
        }
        return Optional.of(area);
    }

    private static byte sum(byte[] bytes, int from, int to) {
        byte sum = 0;
        for (int i = from; i < to; i++) {
            sum += bytes[i];
        }
        return sum;
    }

    private static Chassis chassis(byte[] area) throws BadPacketException {
        List<String> fields = fields(area, 3);
        return new Chassis(area[2] & 0xff, field(fields, 0), field(fields, 1));
    }

    private static Board board(byte[] area) throws BadPacketException {
        int minutes = IpmiCommand.number(area, 3, 3);
        List<String> fields = fields(area, 6);
        Optional<Instant> made =
                minutes == 0 ? Optional.empty() : Optional.of(YEAR_1996.plus(Duration.ofMinutes(minutes)));
        return new Board(made, field(fields, 0), field(fields, 1), field(fields, 2), field(fields, 3));
    }

    private static Product product(byte[] area) throws BadPacketException {
        List<String> fields = fields(area, 3);
        return new Product(
                field(fields, 0),
                field(fields, 1),
                field(fields, 2),
                field(fields, 3),
                field(fields, 4),
                field(fields, 5));
    }

    /** Up to the mark at the end, which some makers forget. */
    private static List<String> fields(byte[] area, int from) throws BadPacketException {
        List<String> fields = new ArrayList<>();
        int at = from;
        while (at < area.length - 1 && (area[at] & 0xff) != END && fields.size() < MOST_FIELDS) {
            TypeLength field = TypeLength.read(area, at);
            fields.add(field.text());
            at = field.end();
        }
        return fields;
    }

    private static String field(List<String> fields, int at) {
        return at < fields.size() ? fields.get(at) : "";
    }
}
