package io.rackledger.boot.dhcp;

import io.rackledger.boot.script.HttpUrl;
import io.rackledger.core.signal.DhcpClient;
import java.util.Map;
import java.util.Optional;

/**
 * What a machine loads next: firmware iPXE, by TFTP or HTTP; iPXE its boot script; an operating system nothing. Pure.
 *
 * @param loaders by client system architecture
 * @param boot base URL of the boot server
 */
record BootFiles(Map<Integer, String> loaders, HttpUrl boot) {
    /** Name or URL; empty where there is nothing for it. */
    Optional<String> next(Asker asker) {
        Optional<String> loader = asker.architecture().map(loaders::get);
        return switch (asker.client()) {
            case IPXE -> Optional.of(boot.plus("/boot/" + asker.mac()).value());
            case PXE_FIRMWARE -> loader;
            case HTTP_FIRMWARE -> loader.map(name -> boot.plus("/files/" + name).value());
            case OTHER -> Optional.empty();
        };
    }

    /** Whether a firmware asks for which there is no loader. */
    boolean lacks(Asker asker) {
        return asker.client() != DhcpClient.OTHER && next(asker).isEmpty();
    }
}
