package io.rackledger.core.node;

import io.rackledger.core.identity.Text;

/**
 * Which machine a BMC says that it belongs to.
 *
 * @param guid system GUID or UUID in lower case, empty where it tells none
 * @param serial serial number of the system, empty where it tells none
 */
public record BmcIdentity(String guid, String serial) {
    private static final int LONGEST = 100;

    public BmcIdentity {
        guid = Text.bounded(guid, LONGEST);
        serial = Text.bounded(serial, LONGEST);
    }

    /** Whether it tells nothing by which a machine could be known again. */
    public boolean saysNothing() {
        return guid.isEmpty() && serial.isEmpty();
    }

    /** Whether this is another machine: something that both tell differs. What only one of them tells proves nothing. */
    public boolean contradicts(BmcIdentity other) {
        return differ(guid, other.guid) || differ(serial, other.serial);
    }

    private static boolean differ(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equalsIgnoreCase(other);
    }

    /** In words, for example {@code GUID 4c4c..., serial 7XK}. */
    public String words() {
        String told = guid.isEmpty() ? "" : "GUID " + guid;
        String number = serial.isEmpty() ? "" : "serial " + serial;
        return told.isEmpty() || number.isEmpty() ? told + number : told + ", " + number;
    }
}
