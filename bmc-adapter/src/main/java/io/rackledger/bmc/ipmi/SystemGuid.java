package io.rackledger.bmc.ipmi;

import java.util.HexFormat;

/** Answer to Get System GUID (IPMI 2.0, 22.14): 16 bytes as they came, for comparing; vendors disagree about their order. */
public record SystemGuid(String hex) {
    public static IpmiCommand<SystemGuid> get() {
        return IpmiCommand.reading(
                "Get System GUID",
                NetFn.APP,
                0x37,
                body -> new SystemGuid(HexFormat.of().formatHex(IpmiCommand.atLeast(16, body), 0, 16)));
    }
}
