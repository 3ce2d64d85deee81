package io.rackledger.launcher.rack;

import io.rackledger.core.identity.MacAddress;

/** What of a machine speaks DHCP and TFTP: its firmware, and the system that it starts. Called on the machine's own thread, which goes on afterwards. */
public interface Firmware {
    /** Knows its address and its boot ROM already. */
    Firmware NONE = new Firmware() {
        @Override
        public void starts(MacAddress mac) {
            // Nothing is asked.
        }

        @Override
        public void systemStarts(MacAddress mac) {
            // Nothing is asked.
        }
    };

    /** The machine was switched on, or starts again by itself; the boot ROM speaks next. */
    void starts(MacAddress mac);

    /** A kernel from the network runs, and its system wants an address. */
    void systemStarts(MacAddress mac);
}
