package io.rackledger.core.node;

import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.Text;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What operators say about a node.
 *
 * @param name unique, a host name label of 1 to 63 characters
 * @param driver how its BMC is spoken to, for example {@code redfish}
 * @param bmcCredential name under which bmc-adapter finds user and password; never the secret itself; may be empty
 * @param properties facts such as cpus and memory_mb
 * @param traits CUSTOM_ traits for allocation
 */
public record NodeAttributes(
        String name,
        String driver,
        Optional<BmcAddress> bmc,
        String bmcCredential,
        SortedSet<MacAddress> ports,
        SortedMap<String, String> properties,
        String resourceClass,
        SortedSet<String> traits,
        String owner,
        Protection protection,
        Protection retirement) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Pattern TRAIT = Pattern.compile("CUSTOM_[A-Z0-9_]{1,248}");
    private static final int MOST_ENTRIES = 256;
    private static final int LONGEST = 255;
    private static final int LONGEST_VALUE = 4096;
    private static final int SHORT_VALUE = 16;

    public NodeAttributes {
        Text.require(NAME.matcher(name).matches(), "name", name, "1 to 63 of a-z, 0-9 and '-', no '-' at either end");
        Text.require(WORD.matcher(driver).matches(), "driver", driver, "a driver name such as redfish");
        Text.require(resourceClass.length() <= 80, "resource_class", resourceClass, "at most 80 characters");
        Text.require(bmcCredential.length() <= LONGEST, "bmc_credential", bmcCredential, "at most 255 characters");
        Text.require(owner.length() <= LONGEST, "owner", owner, "at most 255 characters");
        Text.require(ports.size() <= MOST_ENTRIES, "ports", "" + ports.size(), "at most 256 MAC addresses");
        Text.require(properties.size() <= MOST_ENTRIES, "properties", "" + properties.size(), "at most 256 entries");
        Text.require(traits.size() <= 50, "traits", "" + traits.size(), "at most 50 traits");
        traits.forEach(t -> Text.require(TRAIT.matcher(t).matches(), "trait", t, "CUSTOM_ and A-Z, 0-9, '_'"));
        properties.forEach((key, value) -> {
            Text.require(fits(key), "property name", key, "1 to 255 characters");
            Text.require(value.length() <= LONGEST_VALUE, "property " + key, value, "at most 4096 characters");
        });
        // A hundred thousand nodes share a few words: each is kept once.
        driver = driver.intern();
        resourceClass = resourceClass.intern();
        owner = owner.intern();
        bmcCredential = bmcCredential.intern();
        ports = ports.isEmpty()
                ? Collections.emptySortedSet()
                : Collections.unmodifiableSortedSet(new TreeSet<>(ports));
        traits = traits.isEmpty() ? Collections.emptySortedSet() : shared(traits);
        properties = properties.isEmpty() ? Collections.emptySortedMap() : sharing(properties);
        protection = protection.shared();
        retirement = retirement.shared();
    }

    private static SortedSet<String> shared(SortedSet<String> words) {
        SortedSet<String> shared = new TreeSet<>();
        words.forEach(word -> shared.add(word.intern()));
        return Collections.unmodifiableSortedSet(shared);
    }

    /** Short values are sizes and models, which many nodes have in common. */
    private static SortedMap<String, String> sharing(SortedMap<String, String> properties) {
        SortedMap<String, String> sharing = new TreeMap<>();
        properties.forEach(
                (name, value) -> sharing.put(name.intern(), value.length() <= SHORT_VALUE ? value.intern() : value));
        return Collections.unmodifiableSortedMap(sharing);
    }

    private static boolean fits(String key) {
        return !key.isBlank() && key.length() <= LONGEST;
    }

    /** Those of the facts that the properties can take up: what a machine tells must never make its node unreadable. */
    SortedMap<String, String> fitting(SortedMap<String, String> facts) {
        SortedMap<String, String> fitting = new TreeMap<>();
        int free = MOST_ENTRIES - properties.size();
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            boolean known = properties.containsKey(fact.getKey());
            if ((known || free > 0) && fits(fact.getKey()) && fact.getValue().length() <= LONGEST_VALUE) {
                fitting.put(fact.getKey(), fact.getValue());
                free -= known ? 0 : 1;
            }
        }
        return fitting;
    }

    /** The same with other ports. */
    public NodeAttributes withPorts(SortedSet<MacAddress> changed) {
        return new NodeAttributes(
                name,
                driver,
                bmc,
                bmcCredential,
                changed,
                properties,
                resourceClass,
                traits,
                owner,
                protection,
                retirement);
    }

    /** The same with further or changed properties. */
    public NodeAttributes withProperties(Map<String, String> more) {
        SortedMap<String, String> merged = new TreeMap<>(properties);
        merged.putAll(more);
        return new NodeAttributes(
                name, driver, bmc, bmcCredential, ports, merged, resourceClass, traits, owner, protection, retirement);
    }
}
