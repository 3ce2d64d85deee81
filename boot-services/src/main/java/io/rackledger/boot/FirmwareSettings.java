package io.rackledger.boot;

import io.rackledger.boot.dhcp.DhcpSettings;
import java.util.Optional;

/**
 * What is served to a machine's firmware before it can fetch its boot script.
 *
 * @param tftpPort where the files are served by TFTP too, on the bind address; 0 takes a free one; empty: not at all
 * @param dhcp how DHCP is served; empty: not at all
 */
public record FirmwareSettings(Optional<Integer> tftpPort, Optional<DhcpSettings> dhcp) {
    /** Another server does all of that. */
    public static final FirmwareSettings NONE = new FirmwareSettings(Optional.empty(), Optional.empty());

    public FirmwareSettings withTftp(int port) {
        return new FirmwareSettings(Optional.of(port), dhcp);
    }

    public FirmwareSettings withDhcp(DhcpSettings served) {
        return new FirmwareSettings(tftpPort, Optional.of(served));
    }
}
