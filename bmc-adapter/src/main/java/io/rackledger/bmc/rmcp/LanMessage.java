package io.rackledger.bmc.rmcp;

import java.util.Arrays;

/**
 * An IPMI message as it stands in a LAN packet (IPMI 2.0, 13.8).
 *
 * @param netFn network function, even for a request, odd for its response
 * @param lun logical unit of the responder
 * @param sequence the requester's number, 0 to 63
 * @param data after the command byte; of a response the first byte is the completion code
 */
public record LanMessage(int netFn, int lun, int sequence, int command, byte[] data) {
    private static final int BMC = 0x20;
    private static final int CONSOLE = 0x81;
    private static final int OVERHEAD = 7;
    private static final int NO_DATA = 0xff;

    public boolean isResponse() {
        return (netFn & 1) != 0;
    }

    /** Whether this answers the request: the same function, command and number. */
    public boolean answers(LanMessage request) {
        return netFn == request.netFn + 1 && command == request.command && sequence == request.sequence;
    }

    /** Of a response: how it went; 0 is well. */
    public int completion() {
        return data.length == 0 ? NO_DATA : data[0] & 0xff;
    }

    /** Of a response: what follows the completion code. */
    public byte[] body() {
        return data.length == 0 ? data : Arrays.copyOfRange(data, 1, data.length);
    }

    /** The answer to this request. */
    public LanMessage response(byte[] answer) {
        return new LanMessage(netFn | 1, lun, sequence, command, answer);
    }

    public byte[] encode() {
        byte[] out = new byte[OVERHEAD + data.length];
        boolean response = isResponse();
        out[0] = (byte) (response ? CONSOLE : BMC);
        out[1] = (byte) (netFn << 2 | (response ? 0 : lun));
        out[2] = checksum(out, 0, 2);
        out[3] = (byte) (response ? BMC : CONSOLE);
        out[4] = (byte) (sequence << 2 | (response ? lun : 0));
        out[5] = (byte) command;
        System.arraycopy(data, 0, out, 6, data.length);
        out[out.length - 1] = checksum(out, 3, out.length - 1);
        return out;
    }

    public static LanMessage decode(byte[] in) throws BadPacketException {
        if (in.length < OVERHEAD) {
            throw new BadPacketException("an IPMI message of " + in.length + " bytes");
        }
        if (in[2] != checksum(in, 0, 2) || in[in.length - 1] != checksum(in, 3, in.length - 1)) {
            throw new BadPacketException("an IPMI message with a wrong checksum");
        }
        int netFn = (in[1] & 0xff) >> 2;
        int lun = ((netFn & 1) != 0 ? in[4] : in[1]) & 3;
        return new LanMessage(netFn, lun, (in[4] & 0xff) >> 2, in[5] & 0xff, Arrays.copyOfRange(in, 6, in.length - 1));
    }

    private static byte checksum(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += bytes[i];
        }
        return (byte) -sum;
    }
}
