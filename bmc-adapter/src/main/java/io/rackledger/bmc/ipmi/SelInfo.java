package io.rackledger.bmc.ipmi;

/**
 * Answer to Get SEL Info (IPMI 2.0, 31.2).
 *
 * @param entries how many records the event log holds
 * @param free bytes that are left, 65535 where there are at least as many
 * @param overflow records were lost for want of room
 */
public record SelInfo(int entries, int free, boolean overflow) {
    public static IpmiCommand<SelInfo> get() {
        return IpmiCommand.reading("Get SEL Info", NetFn.STORAGE, 0x40, body -> {
            byte[] told = IpmiCommand.atLeast(14, body);
            return new SelInfo(
                    told[1] & 0xff | (told[2] & 0xff) << 8,
                    told[3] & 0xff | (told[4] & 0xff) << 8,
                    (told[13] & 0x80) != 0);
        });
    }
}
