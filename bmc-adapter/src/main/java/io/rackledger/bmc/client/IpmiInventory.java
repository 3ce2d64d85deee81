package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.driver.Inventory;
import io.rackledger.bmc.ipmi.DeviceId;
import io.rackledger.bmc.ipmi.Fru;
import io.rackledger.bmc.ipmi.Fru.Board;
import io.rackledger.bmc.ipmi.Fru.Chassis;
import io.rackledger.bmc.ipmi.Fru.Product;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What IPMI tells of a machine: maker, model and serial number of its FRU inventory, and the BMC's own version. No parts. */
final class IpmiInventory {
    private static final Fru NOTHING = new Fru(Optional.empty(), Optional.empty(), Optional.empty());

    private IpmiInventory() {}

    /** @param patience for each answer */
    static Inventory read(IpmiSession session, Duration patience) throws IpmiException {
        DeviceId device = session.send(DeviceId.get(), patience);
        Fru fru = fru(session, patience);
        Optional<Product> product = fru.product();
        Optional<Board> board = fru.board();
        return new Inventory(
                first(of(product, Product::manufacturer), of(board, Board::manufacturer)),
                first(of(product, Product::name), of(board, Board::name)),
                first(of(product, Product::serial), of(fru.chassis(), Chassis::serial), of(board, Board::serial)),
                IpmiWork.identity(session, patience).guid(),
                "",
                "IANA enterprise %d, product %d".formatted(device.manufacturer(), device.product()),
                device.firmware(),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    /** Some BMCs hold none. */
    private static Fru fru(IpmiSession session, Duration patience) throws IpmiException {
        try {
            return FruReader.machine(session, patience);
        } catch (IpmiException e) {
            if (e.kind() == FailureKind.UNSUPPORTED || e.kind() == FailureKind.REFUSED) {
                return NOTHING;
            }
            throw e;
        }
    }

    private static <T> String of(Optional<T> area, Function<T, String> field) {
        return area.map(field).orElse("").strip();
    }

    private static String first(String... told) {
        return Stream.of(told).filter(each -> !each.isEmpty()).findFirst().orElse("");
    }
}
