package io.rackledger.bmc.redfish;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which BMCs have refused Basic authentication while all of their sessions were taken. They are not shown the account in that way again until a
 * session was to be had: some lock an account after a few refusals. Those that refused longest ago are forgotten. Thread-safe.
 */
final class BasicRefusals {
    private static final int MOST = 10_000;

    private final Map<String, Boolean> byAuthority = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    synchronized void add(String authority) {
        byAuthority.put(authority, true);
    }

    synchronized void remove(String authority) {
        byAuthority.remove(authority);
    }

    synchronized boolean contains(String authority) {
        return byAuthority.containsKey(authority);
    }
}
