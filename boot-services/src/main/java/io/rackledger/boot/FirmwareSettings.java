package io.rackledger.boot;

import io.rackledger.boot.dhcp.DhcpMode;
import io.rackledger.boot.dhcp.DhcpSettings;
import io.rackledger.core.diagnosis.Endpoints.ServedFirmware;
import java.util.Collection;
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

    /** Files that firmware is told to load first. */
    Collection<String> loaders() {
        return dhcp.map(DhcpSettings::loaders).orElse(DhcpSettings.IPXE_LOADERS).values();
    }

    /**
     * What of it is ours, as diagnoses need it.
     *
     * @param port of TFTP, where it is served
     */
    public ServedFirmware served(Optional<Integer> port) {
        Optional<String> address = dhcp.map(settings -> settings.address().toString());
        return new ServedFirmware(
                address,
                dhcp.filter(settings -> settings.mode() == DhcpMode.AUTHORITATIVE)
                        .isPresent(),
                port.map(number -> address.orElse("the TFTP server") + ":" + number));
    }

    public FirmwareSettings withTftp(int port) {
        return new FirmwareSettings(Optional.of(port), dhcp);
    }

    public FirmwareSettings withDhcp(DhcpSettings served) {
        return new FirmwareSettings(tftpPort, Optional.of(served));
    }
}
