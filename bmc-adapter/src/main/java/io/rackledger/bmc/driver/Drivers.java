package io.rackledger.bmc.driver;

import io.rackledger.core.identity.Text;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The drivers of this process by name. */
public final class Drivers {
    private final Map<String, BmcDriver> byName = new TreeMap<>();

    public Drivers(Collection<BmcDriver> drivers) {
        drivers.forEach(driver -> byName.put(driver.name(), driver));
    }

    /** The driver of this name; the refusal lists the ones there are. */
    public BmcDriver named(String name) throws BmcTrouble {
        BmcDriver driver = byName.get(name);
        if (driver == null) {
            throw new BmcTrouble(
                    FailureKind.REFUSED,
                    "driver '" + Text.shorten(name) + "' is not known to bmc-adapter; it has "
                            + String.join(", ", byName.keySet()));
        }
        return driver;
    }
}
