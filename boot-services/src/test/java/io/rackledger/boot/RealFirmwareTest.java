package io.rackledger.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * QEMU's firmware comes from power-on to its kernel by our DHCP, TFTP and HTTP alone; what it gets as a kernel is none. Takes root and an emulated processor.
 */
final class RealFirmwareTest {
    private static final String UUID = "00000077-0000-4000-8000-000000000001";
    private static final int BIG = 120_000_000;
    /** Another machine, whose download takes some fifteen seconds. */
    private static final String SLOWLY =
            "ip addr add 198.18.77.9/24 dev f && curl -s -o other.out --limit-rate 4M %s/files/other.img";

    private static final Path OVMF = Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd");
    private static final Path OVMF_VARS = Path.of("/usr/share/OVMF/OVMF_VARS_4M.fd");
    private static final Path UEFI_LOADER = Path.of("/usr/lib/ipxe/snponly.efi");

    @TempDir
    Path directory;

    @BeforeAll
    static void whereItIsPossible() {
        ForeignProgram.needRoot();
        ForeignProgram.need("ip", "qemu-system-x86_64", "dnsmasq");
    }

    @Test
    void biosWithIpxeInItsCardComesFromPowerOnToItsKernel() throws Exception {
        try (Segment segment = segment()) {
            power(
                    segment,
                    List.of("-m", "96", "-device", "virtio-net-pci,netdev=n0,bootindex=1,mac=" + BootProcess.MAC));
            comesToItsKernel(segment);
            assertThat(segment.told())
                    .filteredOn(line -> line.contains("answer=LEASED"))
                    .first()
                    .asString()
                    .contains(
                            "client=IPXE", "uuid=" + UUID, "bootFile=http://198.18.77.1:8481/boot/" + BootProcess.MAC);
            assertThat(segment.told()).noneMatch(line -> line.contains("TftpServed"));
        }
    }

    /** A packet filter is put between during the download of the kernel, for HTTP alone. */
    @Test
    void ipxeWhoseHttpIsCutOffTellsByTftp() throws Exception {
        ForeignProgram.need("nft");
        try (Segment segment = segment()) {
            loadsABigKernelThroughAFilter(segment, "reject with tcp reset");
            segment.awaitTold("the beacon", line -> line.contains("BeaconReceived"));
            assertThat(segment.told())
                    .filteredOn(line -> line.contains("BeaconReceived"))
                    .first()
                    .asString()
                    .startsWith("6f1cb0d2")
                    .containsPattern("step=kernel, error=0xf[0-9a-f]{6}, path=TFTP, proven=true");
        }
    }

    @Test
    @Tag("full")
    void tellsOfADownloadThatIsCutOffWithoutAWord() throws Exception {
        ForeignProgram.need("nft");
        try (Segment segment = segment()) {
            loadsABigKernelThroughAFilter(segment, "drop");
            segment.awaitTold("the stall", line -> line.contains("DownloadStalled"));
            assertThat(segment.told())
                    .filteredOn(line -> line.contains("DownloadStalled"))
                    .first()
                    .asString()
                    .startsWith("6f1cb0d2")
                    .contains("link=KERNEL", "size=" + BIG);
        }
    }

    /** The only place is taken by another, for longer than one try and as long as no second one of the script. */
    @Test
    @Tag("full")
    void ipxeComesBackWhenItIsToldTo() throws Exception {
        ForeignProgram.need("curl");
        try (Segment segment = segment(1)) {
            Files.write(directory.resolve("files/other.img"), new byte[80_000_000]);
            Process other = segment.start(
                    "f", directory.resolve("curl.txt"), "sh", "-c", SLOWLY.formatted("http://198.18.77.1:8481"));
            grow(4_000_000);
            power(
                    segment,
                    List.of("-m", "96", "-device", "virtio-net-pci,netdev=n0,bootindex=1,mac=" + BootProcess.MAC));
            segment.awaitTold("the refusal", line -> line.contains("status=503"));
            comesToItsKernel(segment);
            assertThat(segment.told()).noneMatch(line -> line.contains("BeaconReceived"));
            assertThat(segment.told().stream().filter(line -> line.contains("BootScriptServed")))
                    .hasSize(1);
            other.destroy();
        }
    }

    private void grow(long bytes) throws IOException {
        try (RandomAccessFile kernel =
                new RandomAccessFile(directory.resolve("files/vmlinuz").toFile(), "rw")) {
            kernel.setLength(bytes);
        }
    }

    /** The filter lets so many acknowledgements of the machine through that its kernel has begun to come, by far. */
    private void loadsABigKernelThroughAFilter(Segment segment, String verdict) throws Exception {
        grow(BIG);
        segment.in("s", "nft", "add table inet lab");
        segment.in("s", "nft", "add chain inet lab heard { type filter hook input priority 0; }");
        segment.in("s", "nft", "add rule inet lab heard tcp dport 8481 quota over 20 kbytes " + verdict);
        power(segment, List.of("-m", "256", "-device", "virtio-net-pci,netdev=n0,bootindex=1,mac=" + BootProcess.MAC));
    }

    /** Forty seconds of a processor. */
    @Test
    @Tag("full")
    void uefiLoadsIpxeByTftpAndComesToItsKernel() throws Exception {
        ForeignProgram.needFiles(OVMF, OVMF_VARS, UEFI_LOADER);
        try (Segment segment = segment()) {
            Files.copy(UEFI_LOADER, directory.resolve("files").resolve("snponly.efi"));
            power(segment, uefi());
            comesToItsKernel(segment);
            assertThat(segment.told())
                    .filteredOn(line -> line.contains("TftpServed"))
                    .extracting(line -> line.replaceAll(".*end=([A-Z_]+).*", "$1"))
                    .containsExactly("SIZE_PROBE", "COMPLETE");
            assertThat(segment.told()).noneMatch(line -> line.contains("RequestRefused"));
        }
    }

    @Test
    @Tag("full")
    void uefiBootsByHttp() throws Exception {
        ForeignProgram.needFiles(OVMF, OVMF_VARS, UEFI_LOADER);
        try (Segment segment = segment()) {
            Files.copy(UEFI_LOADER, directory.resolve("files").resolve("snponly.efi"));
            List<String> machine = new ArrayList<>(uefi());
            machine.addAll(List.of(
                    "-fw_cfg", "name=opt/org.tianocore/IPv4PXESupport,string=n",
                    "-fw_cfg", "name=opt/org.tianocore/IPv6PXESupport,string=n"));
            power(segment, machine);
            comesToItsKernel(segment);
            assertThat(segment.told())
                    .anyMatch(line -> line.contains("ArtifactServed") && line.contains("snponly.efi"));
            assertThat(segment.told()).noneMatch(line -> line.contains("TftpServed"));
        }
    }

    private List<String> uefi() throws IOException {
        Path vars = Files.copy(OVMF_VARS, directory.resolve("vars.fd"));
        return List.of(
                "-m", "192",
                "-device", "virtio-net-pci,netdev=n0,bootindex=1,romfile=,mac=" + BootProcess.MAC,
                "-drive", "if=pflash,format=raw,unit=0,readonly=on,file=" + OVMF,
                "-drive", "if=pflash,format=raw,unit=1,file=" + vars);
    }

    private Segment segment() throws Exception {
        return segment(256);
    }

    private Segment segment(int downloads) throws Exception {
        Segment segment = new Segment(directory);
        Path files = Files.createDirectories(directory.resolve("files"));
        Files.write(files.resolve("vmlinuz"), new byte[200_000]);
        Files.write(files.resolve("initrd.img"), new byte[100_000]);
        segment.serve("AUTHORITATIVE", downloads);
        advertiseRouter(segment);
        return segment;
    }

    /** Without it iPXE waits 13 s for IPv6. */
    private void advertiseRouter(Segment segment) throws IOException {
        segment.start(
                "s",
                directory.resolve("ra.txt"),
                "dnsmasq",
                "--port=0",
                "--keep-in-foreground",
                "--user=root",
                "--interface=br0",
                "--bind-interfaces",
                "--conf-file=/dev/null",
                "--pid-file=",
                "--log-facility=-",
                "--enable-ra",
                "--ra-param=br0,10,0",
                "--dhcp-range=fd77::,ra-only,64,1h",
                "--dhcp-leasefile=" + directory.resolve("ra.leases"));
    }

    private void power(Segment segment, List<String> machine) throws Exception {
        segment.in("s", "ip", "tuntap", "add", "dev", "tap0", "mode", "tap");
        segment.in("s", "ip", "link", "set", "tap0", "master", "br0", "up");
        List<String> common = List.of(
                "qemu-system-x86_64",
                "-accel",
                "tcg",
                "-machine",
                "pc",
                "-smp",
                "1",
                "-display",
                "none",
                "-monitor",
                "none",
                "-no-reboot",
                "-uuid",
                UUID,
                "-serial",
                "file:" + directory.resolve("console.txt"),
                "-netdev",
                "tap,id=n0,ifname=tap0,script=no,downscript=no");
        segment.start(
                "s",
                directory.resolve("qemu.txt"),
                Stream.concat(common.stream(), machine.stream()).toArray(String[]::new));
    }

    /** Each link of the chain, and that all of it is told of the node. */
    private static void comesToItsKernel(Segment segment) throws IOException {
        segment.awaitTold("the kernel", line -> line.contains("link=KERNEL"));
        for (String link :
                List.of("answer=OFFERED", "answer=LEASED", "BootScriptServed", "link=KERNEL, name=vmlinuz")) {
            assertThat(segment.told()).as(link).anyMatch(line -> line.contains(link) && line.startsWith("6f1cb0d2"));
        }
    }
}
