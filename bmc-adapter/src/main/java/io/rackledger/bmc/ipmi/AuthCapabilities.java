package io.rackledger.bmc.ipmi;

/**
 * Answer to Get Channel Authentication Capabilities (IPMI 2.0, 22.13), asked before any login.
 *
 * @param ipmi20 whether RMCP+ sessions are possible at all
 * @param kgNeeded whether a BMC key is set, so that a login needs it
 */
public record AuthCapabilities(boolean ipmi20, boolean kgNeeded) {
    private static final int EXTENDED = 0x80;
    private static final int THIS_CHANNEL = 0x0e;
    private static final int KG_SET = 0x20;
    private static final int SPEAKS_20 = 0x02;

    public static IpmiCommand<AuthCapabilities> get(int privilege) {
        return IpmiCommand.reading(
                "Get Channel Authentication Capabilities",
                NetFn.APP,
                0x38,
                body -> {
                    byte[] told = IpmiCommand.atLeast(3, body);
                    boolean extended = (told[1] & EXTENDED) != 0;
                    return new AuthCapabilities(
                            extended && told.length > 3 && (told[3] & SPEAKS_20) != 0, (told[2] & KG_SET) != 0);
                },
                EXTENDED | THIS_CHANNEL,
                privilege);
    }
}
