package io.rackledger.boot.dhcp;

import io.rackledger.core.identity.MacAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How DHCP is served.
 *
 * @param address the server's own address on the machines' network; broadcasts go out where it is
 * @param subnets that get addresses; none in proxy mode
 * @param reservations addresses that belong to one machine each
 * @param strangers whether machines that no node has claimed are answered too
 * @param loaders first loader of a firmware, by client system architecture (RFC 4578): a file of the boot files
 * @param leases file in which the leases stand for the next start
 * @param offerHold how long an offered address is kept for the machine
 */
public record DhcpSettings(
        DhcpMode mode,
        Ipv4 address,
        List<Subnet> subnets,
        Map<MacAddress, Ipv4> reservations,
        boolean strangers,
        Map<Integer, String> loaders,
        Path leases,
        Duration offerHold) {
    private static final int BIOS = 0;
    private static final int EFI_BYTE_CODE = 7;
    private static final int EFI_X86_64 = 9;
    private static final int EFI_ARM64 = 11;
    private static final int HTTP_X86_64 = 16;
    private static final int HTTP_ARM64 = 19;

    /** iPXE for each kind of firmware. RFC 4578 section 2.1 says 9 for UEFI on x86-64; firmware says 7. */
    public static final Map<Integer, String> IPXE_LOADERS = Map.of(
            BIOS, "undionly.kpxe",
            EFI_BYTE_CODE, "snponly.efi",
            EFI_X86_64, "snponly.efi",
            HTTP_X86_64, "snponly.efi",
            EFI_ARM64, "snponly-arm64.efi",
            HTTP_ARM64, "snponly-arm64.efi");

    public DhcpSettings {
        subnets = List.copyOf(subnets);
        reservations = Map.copyOf(reservations);
        loaders = Map.copyOf(loaders);
        if (address.isNone()) {
            throw new IllegalArgumentException("DHCP needs the server's own address on the machines' network");
        }
        if (mode == DhcpMode.AUTHORITATIVE && subnets.isEmpty()) {
            throw new IllegalArgumentException(
                    "DHCP that gives addresses needs a network and its pool, such as 10.0.0.0/24:10.0.0.100-10.0.0.199");
        }
    }

    /** The network of a request: by the relay that it came through, or the server's own. */
    Optional<Subnet> subnetOf(DhcpMessage request) {
        Ipv4 where = request.relay().isNone() ? address : request.relay();
        return subnets.stream().filter(subnet -> subnet.contains(where)).findFirst();
    }
}
