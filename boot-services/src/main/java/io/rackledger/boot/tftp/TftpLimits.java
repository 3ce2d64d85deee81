package io.rackledger.boot.tftp;

import java.time.Duration;

/**
 * What one machine, and all together, can ask of the server.
 *
 * @param blockSize largest block; 1468 with its headers just fits an Ethernet frame
 * @param window most blocks under way before an acknowledgement
 * @param transfers open at once
 * @param transfersOfAddress of them, of one address
 * @param patience until something is sent again where the machine has not asked for another time; it doubles each time
 * @param tries how often the same is sent before the machine counts as silent
 * @param amplification how many times the bytes of a request may be sent to an address that has not yet proven to be there
 */
public record TftpLimits(
        int blockSize,
        int window,
        int transfers,
        int transfersOfAddress,
        Duration patience,
        int tries,
        int amplification) {
    public static final TftpLimits DEFAULT = new TftpLimits(1468, 64, 1024, 16, Duration.ofSeconds(1), 6, 3);

    public TftpLimits withPatience(Duration first, int most) {
        return new TftpLimits(blockSize, window, transfers, transfersOfAddress, first, most, amplification);
    }

    public TftpLimits withTransfers(int overall, int ofAddress) {
        return new TftpLimits(blockSize, window, overall, ofAddress, patience, tries, amplification);
    }
}
