package io.rackledger.bmc.redfish.quirks;

import java.util.List;
import java.util.stream.Stream;

/**
 * Who made a BMC, as it tells.
 *
 * @param vendor the service root's Vendor
 * @param product the service root's Product
 * @param oem names of the root's Oem parts; older services tell the maker nowhere else
 * @param model the manager's Model; empty before it was read
 * @param version the manager's FirmwareVersion; empty before it was read
 */
public record Maker(String vendor, String product, List<String> oem, String model, String version) {
    public Maker {
        oem = List.copyOf(oem);
    }

    Stream<String> names() {
        return Stream.concat(Stream.of(vendor, product), oem.stream()).filter(name -> !name.isEmpty());
    }
}
