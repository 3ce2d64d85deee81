package io.rackledger.boot.report;

import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.MacAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells boots from repeats, as far as DHCP shows it: a machine that boots asks for an address before it asks for its script, so that the same script
 * asked for again, with no answer of DHCP between, is no other boot. Thread-safe.
 */
public final class BootSightings {
    private static final int MOST = 20_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<MacAddress, Digest> served = new LinkedHashMap<>();

    /** Our DHCP server answers firmware or a boot loader of the machine. */
    public void answered(MacAddress mac) {
        lock.lock();
        try {
            served.remove(mac);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a machine that asks for this script boots; false where it only asks again. */
    public boolean isBoot(MacAddress mac, Digest script) {
        lock.lock();
        try {
            boolean boots = !script.equals(served.remove(mac));
            served.put(mac, script);
            if (served.size() > MOST) {
                served.remove(served.keySet().iterator().next());
            }
            return boots;
        } finally {
            lock.unlock();
        }
    }
}
