package io.rackledger.bmc.ipmi;

import io.rackledger.bmc.ipmi.IpmiCommand.Done;

/** What begins and ends a serial console over the network (IPMI 2.0, 24). */
public final class PayloadCommands {
    /** Completion code of activation: somebody else has it. */
    public static final int ALREADY_ACTIVE = 0x80;
    /** Completion code of activation: the BMC's configuration has it off. */
    public static final int DISABLED = 0x81;

    private static final int SOL = 1;
    private static final int INSTANCE = 1;
    private static final int ENCRYPTED = 0x80;
    private static final int AUTHENTICATED = 0x40;
    /** No alerts of the serial port while it is shared. */
    private static final int ALERTS_DEFERRED = 0x08;

    private PayloadCommands() {}

    /**
     * What the BMC grants.
     *
     * @param inbound most bytes of a packet to the BMC, its four bytes of header included
     * @param outbound most bytes of a packet from it
     * @param port UDP port of the console; on most the port of the session itself
     */
    public record SolGrant(int inbound, int outbound, int port) {}

    /** Begins the console, encrypted and signed. */
    public static IpmiCommand<SolGrant> activate() {
        return IpmiCommand.reading(
                "Activate Payload (SOL)",
                NetFn.APP,
                0x48,
                body -> {
                    byte[] told = IpmiCommand.atLeast(10, body);
                    return new SolGrant(
                            IpmiCommand.number(told, 4, 2),
                            IpmiCommand.number(told, 6, 2),
                            IpmiCommand.number(told, 8, 2));
                },
                SOL,
                INSTANCE,
                ENCRYPTED | AUTHENTICATED | ALERTS_DEFERRED,
                0,
                0,
                0);
    }

    /** Ends the console, whoever has it. */
    public static IpmiCommand<Done> deactivate() {
        return IpmiCommand.setting("Deactivate Payload (SOL)", NetFn.APP, 0x49, SOL, INSTANCE, 0, 0, 0, 0);
    }

    /** Whether somebody has the console. */
    public static IpmiCommand<Boolean> isActive() {
        return IpmiCommand.reading(
                "Get Payload Activation Status (SOL)",
                NetFn.APP,
                0x4a,
                body -> IpmiCommand.number(IpmiCommand.atLeast(3, body), 1, 2) != 0,
                SOL);
    }
}
