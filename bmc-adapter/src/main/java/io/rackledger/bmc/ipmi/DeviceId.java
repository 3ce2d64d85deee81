package io.rackledger.bmc.ipmi;

/**
 * Answer to Get Device ID (IPMI 2.0, 20.1).
 *
 * @param manufacturer IANA enterprise number
 * @param updating the BMC is starting or taking a firmware update, and does not speak for its machine
 */
public record DeviceId(int id, String firmware, String ipmiVersion, int manufacturer, int product, boolean updating) {
    public static IpmiCommand<DeviceId> get() {
        return IpmiCommand.reading("Get Device ID", NetFn.APP, 0x01, body -> {
            byte[] told = IpmiCommand.atLeast(11, body);
            String firmware = "%d.%02x".formatted(told[2] & 0x7f, told[3] & 0xff);
            String version = "%d.%d".formatted(told[4] & 0x0f, (told[4] & 0xf0) >> 4);
            int manufacturer = told[6] & 0xff | (told[7] & 0xff) << 8 | (told[8] & 0x0f) << 16;
            int product = told[9] & 0xff | (told[10] & 0xff) << 8;
            return new DeviceId(told[0] & 0xff, firmware, version, manufacturer, product, (told[2] & 0x80) != 0);
        });
    }
}
