package io.rackledger.boot;

import java.util.Optional;

/**
 * What is served to a machine's firmware before it can fetch its boot script.
 *
 * @param tftpPort where the files are served by TFTP too, on the bind address; 0 takes a free one; empty: not at all
 */
public record FirmwareSettings(Optional<Integer> tftpPort) {
    /** Another server does all of that. */
    public static final FirmwareSettings NONE = new FirmwareSettings(Optional.empty());

    public FirmwareSettings withTftp(int port) {
        return new FirmwareSettings(Optional.of(port));
    }
}
