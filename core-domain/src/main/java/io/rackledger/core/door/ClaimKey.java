package io.rackledger.core.door;

import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.Text;
import io.rackledger.core.node.NodeAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A thing that only one node may have: {@code mac:52:54:00:12:34:56}, {@code name:web-1}, {@code bmc:10.0.0.5:623}. */
public record ClaimKey(String value) {
    private static final String MAC = "mac:";
    private static final Pattern FORM = Pattern.compile("(mac|name|bmc):[\\x21-\\x7e]{1,300}");

    public ClaimKey {
        Text.require(FORM.matcher(value).matches(), "claim", value, "mac:, name: or bmc: and what is claimed");
    }

    public static ClaimKey of(MacAddress mac) {
        return new ClaimKey(MAC + mac);
    }

    public static ClaimKey ofName(String name) {
        return new ClaimKey("name:" + name);
    }

    public static ClaimKey of(BmcAddress bmc) {
        return new ClaimKey("bmc:" + bmc.value());
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
