package io.rackledger.command.rest;

import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.Protection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A node to be made known.
 *
 * @param id UUID; derived from the Idempotency-Key where absent
 * @param name unique host name label
 * @param driver how the BMC is spoken to; redfish where absent
 * @param bmc URI such as redfish+https://10.0.0.5/redfish/v1/Systems/1, without user or password
 * @param bmcCredential name of the credential that bmc-adapter looks up
 * @param ports MAC addresses
 */
record EnrollRequest(
        @Nullable String id,
        String name,
        @Nullable String driver,
        @Nullable String bmc,
        @Nullable String bmcCredential,
        @Nullable List<String> ports,
        @Nullable Map<String, String> properties,
        @Nullable String resourceClass,
        @Nullable List<String> traits,
        @Nullable String owner) {
    NodeAttributes attributes() {
        Optional<BmcAddress> address = bmc == null || bmc.isBlank()
                ? Optional.empty()
                : Optional.of(FieldFault.parse("bmc", () -> new BmcAddress(bmc)));
        SortedSet<MacAddress> macs = new TreeSet<>();
        for (String port : orEmpty(ports)) {
            macs.add(FieldFault.parse("ports", () -> MacAddress.parse(port)));
        }
        return Attributes.checked(() -> new NodeAttributes(
                FieldFault.require("name", name == null ? "" : name),
                driver == null ? "redfish" : driver,
                address,
                bmcCredential == null ? "" : bmcCredential,
                macs,
                new TreeMap<>(properties == null ? Map.of() : properties),
                resourceClass == null ? "" : resourceClass,
                new TreeSet<>(orEmpty(traits)),
                owner == null ? "" : owner,
                Protection.NONE,
                Protection.NONE));
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
