package io.rackledger.core.diagnosis;

import java.util.Optional;

/**
 * Where machines reach us, as told to them; the sentences name it.
 *
 * @param boot host:port of boot scripts, kernel and initrd
 * @param metadata host:port of the cloud-init seed
 * @param report host:port of webhooks, step runner and failure reports
 * @param firmware what we serve to firmware: only what we serve can be missed
 */
public record Endpoints(String boot, String metadata, String report, ServedFirmware firmware) {
    /** Of DHCP and TFTP nothing is known: others serve them. */
    public Endpoints(String boot, String metadata, String report) {
        this(boot, metadata, report, ServedFirmware.NONE);
    }

    /**
     * What of DHCP and TFTP is ours.
     *
     * @param dhcp address of our DHCP server; empty where another one answers, of which we see nothing
     * @param givesAddresses whether our DHCP server gives addresses, so that every system of a machine asks it
     * @param tftp host:port of our TFTP server; empty where files go by other ways
     */
    public record ServedFirmware(Optional<String> dhcp, boolean givesAddresses, Optional<String> tftp) {
        public static final ServedFirmware NONE = new ServedFirmware(Optional.empty(), false, Optional.empty());
    }
}
