package io.rackledger.boot.dhcp;

import java.util.List;

/** How the DHCP server stands: its pools, and who else answers on the segment. */
public record DhcpStanding(List<Pool> pools, List<DhcpOutlook.ForeignServer> others) {
    public DhcpStanding {
        pools = List.copyOf(pools);
        others = List.copyOf(others);
    }

    /**
     * A pool now.
     *
     * @param total addresses that it can give, reserved and own ones left out
     * @param running of them, those whose lease or offer runs
     */
    public record Pool(Subnet subnet, long total, long running) {
        /** Addresses that a new machine can get. */
        public long free() {
            return Math.max(0, total - running);
        }
    }
}
