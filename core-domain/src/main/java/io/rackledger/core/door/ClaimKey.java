package io.rackledger.core.door;

import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.Text;
import io.rackledger.core.node.NodeAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A thing that only one node may have: {@code mac:52:54:00:12:34:56}, {@code name:web-1}, {@code bmc:10.0.0.5:623}. */
public record ClaimKey(String value) {
    private static final String MAC = "mac:";
    private static final String NAME = "name:";
    private static final String BMC = "bmc:";
    private static final int MOST = 300;

    public ClaimKey {
        Text.require(fits(value), "claim", value, "mac:, name: or bmc: and what is claimed");
    }

    private static boolean fits(String value) {
        int prefix = value.startsWith(NAME)
                ? NAME.length()
                : value.startsWith(MAC) || value.startsWith(BMC) ? MAC.length() : 0;
        return prefix > 0 && value.length() > prefix && Text.isVisible(value, prefix + MOST);
    }

    public static ClaimKey of(MacAddress mac) {
        return new ClaimKey(MAC + mac);
    }

    public static ClaimKey ofName(String name) {
        return new ClaimKey(NAME + name);
    }

    public static ClaimKey of(BmcAddress bmc) {
        return new ClaimKey(BMC + bmc.value());
    }

    /** The keys that a node of these attributes has. */
    public static Set<ClaimKey> of(NodeAttributes attributes) {
        Set<ClaimKey> keys = new HashSet<>();
        keys.add(ofName(attributes.name()));
        attributes.ports().forEach(mac -> keys.add(of(mac)));
        attributes.bmc().ifPresent(bmc -> keys.add(of(bmc)));
        return keys;
    }

    /** The MAC address, where one is claimed. */
    public Optional<MacAddress> mac() {
        return value.startsWith(MAC) ? Optional.of(new MacAddress(value.substring(MAC.length()))) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
