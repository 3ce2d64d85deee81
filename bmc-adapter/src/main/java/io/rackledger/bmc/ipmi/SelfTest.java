package io.rackledger.bmc.ipmi;

/**
 * What the BMC found when it tested itself (IPMI 2.0, 20.4).
 *
 * @param good whether all was well, or no test is there
 * @param words the finding, for operators
 */
public record SelfTest(boolean good, String words) {
    private static final int PASSED = 0x55;
    private static final int NO_TEST = 0x56;
    private static final int DEFECTIVE_DATA = 0x57;
    private static final int FATAL = 0x58;

    public static IpmiCommand<SelfTest> get() {
        return IpmiCommand.reading("Get Self Test Results", NetFn.APP, 0x04, body -> {
            byte[] told = IpmiCommand.atLeast(2, body);
            int detail = told[1] & 0xff;
            return switch (told[0] & 0xff) {
                case PASSED -> new SelfTest(true, "passed");
                case NO_TEST -> new SelfTest(true, "it has no test");
                case DEFECTIVE_DATA ->
                    new SelfTest(false, "data or devices are not accessible (0x%02x)".formatted(detail));
                case FATAL -> new SelfTest(false, "fatal hardware error (0x%02x)".formatted(detail));
                default -> new SelfTest(false, "its maker's own failure 0x%02x%02x".formatted(told[0], told[1]));
            };
        });
    }
}
