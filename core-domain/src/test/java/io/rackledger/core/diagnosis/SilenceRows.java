package io.rackledger.core.diagnosis;

import static io.rackledger.core.diagnosis.DiagnosisRows.On.CLEAN;
import static io.rackledger.core.diagnosis.DiagnosisRows.On.INSPECT;

import io.rackledger.core.boot.Attribution;
import io.rackledger.core.boot.Link;
import io.rackledger.core.diagnosis.DiagnosisRows.Row;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.signal.DhcpAnswer;
import io.rackledger.core.signal.DhcpClient;
import io.rackledger.core.signal.SignalBody.RequestRefused;
import io.rackledger.core.signal.TransferEnd;
import java.time.Duration;
import java.util.List;

/** Silences of a machine where DHCP and TFTP are ours, from power-on to the meta-data. */
final class SilenceRows {
    private SilenceRows() {}

    static List<Row> all() {
        return List.of(
                new Row(
                        "our DHCP, never asks for an address (a)",
                        INSPECT,
                        machine -> machine,
                        FailureCode.NO_DHCP_REQUEST,
                        "power-on",
                        "DHCP answer",
                        "no DHCP request of it reached 10.0.0.4"),
                new Row(
                        "our DHCP, refused for want of an address",
                        INSPECT,
                        machine -> machine.says(new RequestRefused(
                                "DHCP request of 52:54:00:aa:bb:01", 503, "No address of 10.0.1.0/24 is free.")),
                        FailureCode.DHCP_NOT_ANSWERED,
                        "power-on",
                        "DHCP answer",
                        "No address of 10.0.1.0/24 is free"),
                new Row(
                        "our DHCP, another server answers",
                        INSPECT,
                        machine -> machine.foreignDhcp(),
                        FailureCode.DHCP_BY_OTHERS,
                        "power-on",
                        "boot script",
                        "another DHCP server, 10.0.1.66"),
                new Row(
                        "our DHCP, offer never taken",
                        INSPECT,
                        machine -> machine.dhcp(DhcpAnswer.OFFERED, DhcpClient.PXE_FIRMWARE, "snponly.efi"),
                        FailureCode.NO_DHCP_REQUEST,
                        "power-on",
                        "DHCP answer",
                        "offered 10.0.1.7, but never took it"),
                new Row(
                        "our DHCP, offer not taken but another server's",
                        INSPECT,
                        machine -> machine.dhcp(DhcpAnswer.OFFERED, DhcpClient.PXE_FIRMWARE, "snponly.efi")
                                .foreignDhcp(),
                        FailureCode.DHCP_BY_OTHERS,
                        "power-on",
                        "DHCP answer",
                        "10.0.1.66"),
                new Row(
                        "our DHCP, never asks for its loader (b)",
                        INSPECT,
                        machine -> machine.firmwareLease(),
                        FailureCode.NO_LOADER_FETCH,
                        "DHCP answer",
                        "loader fetch",
                        "10.0.1.7 to 10.0.0.4:69"),
                new Row(
                        "our DHCP, loader breaks off (b)",
                        INSPECT,
                        machine -> machine.firmwareLease().tftp(TransferEnd.SILENT, 58_720, Attribution.LEASE),
                        FailureCode.NO_LOADER_FETCH,
                        "DHCP answer",
                        "loader fetch",
                        "58720 of 173792 bytes"),
                new Row(
                        "our DHCP, loader is not among the files (b)",
                        INSPECT,
                        machine -> machine.firmwareLease()
                                .says(new RequestRefused(
                                        "TFTP read snponly.efi", 404, "There is no file of this name.")),
                        FailureCode.NO_LOADER_FETCH,
                        "DHCP answer",
                        "loader fetch",
                        "\"TFTP read snponly.efi\" was refused"),
                new Row(
                        "our DHCP, loader at an address that proves nothing (b)",
                        INSPECT,
                        machine -> machine.firmwareLease().tftp(TransferEnd.COMPLETE, 173_792, Attribution.ADDRESS),
                        FailureCode.NO_LOADER_FETCH,
                        "DHCP answer",
                        "loader fetch"),
                new Row(
                        "our DHCP, loader arrives, then nothing (b)",
                        INSPECT,
                        machine -> machine.firmwareLease().tftp(TransferEnd.COMPLETE, 173_792, Attribution.LEASE),
                        FailureCode.NO_BOOT_REQUEST,
                        "loader fetch",
                        "boot script",
                        "the loader arrived"),
                new Row(
                        "our DHCP, iPXE is told its script and never asks (b)",
                        INSPECT,
                        machine -> machine.dhcp(
                                DhcpAnswer.LEASED, DhcpClient.IPXE, "http://10.0.0.1:8481/boot/52:54:00:aa:bb:01"),
                        FailureCode.NO_BOOT_REQUEST,
                        "DHCP answer",
                        "boot script",
                        "from 10.0.1.7 to 10.0.0.1:8481"),
                new Row(
                        "our DHCP, script, never the kernel (c)",
                        INSPECT,
                        machine -> machine.firmware().script(),
                        FailureCode.NO_KERNEL_FETCH,
                        "boot script",
                        "kernel fetch"),
                new Row(
                        "our DHCP, system never asks for an address (d)",
                        CLEAN,
                        machine -> machine.firmware().boots(),
                        FailureCode.NO_SYSTEM_START,
                        "initrd fetch",
                        "DHCP lease of its system",
                        "10.0.0.4",
                        "console"),
                new Row(
                        "our DHCP, system has its address, never asks for meta-data (e)",
                        CLEAN,
                        machine -> machine.firmware().boots().dhcp(DhcpAnswer.LEASED, DhcpClient.OTHER, ""),
                        FailureCode.NO_METADATA_FETCH,
                        "DHCP lease of its system",
                        "meta-data fetch",
                        "from 10.0.1.7 to 10.0.0.2:8482"),
                new Row(
                        "our DHCP, a lease of the system before does not count",
                        CLEAN,
                        machine -> machine.dhcp(DhcpAnswer.LEASED, DhcpClient.OTHER, "")
                                .firmware()
                                .boots(),
                        FailureCode.NO_SYSTEM_START,
                        "initrd fetch",
                        "DHCP lease of its system"),
                new Row(
                        "our DHCP, boot services away",
                        INSPECT,
                        machine -> machine.servicesAway(Duration.ofSeconds(40)),
                        FailureCode.BOOT_SERVICES_AWAY,
                        "power-on",
                        "DHCP answer",
                        "did not run for 40 s",
                        "is not known"),
                new Row(
                        "boot services away",
                        INSPECT,
                        machine -> machine.servicesAway(Duration.ofSeconds(40)),
                        FailureCode.BOOT_SERVICES_AWAY,
                        "power-on",
                        "boot script",
                        "did not run for 40 s",
                        "is not known"),
                new Row(
                        "seed through a proxy, then no user data",
                        INSPECT,
                        machine -> machine.boots().seedThrough("10.9.9.9:4711", Link.META_DATA),
                        FailureCode.NO_USERDATA_FETCH,
                        "meta-data fetch",
                        "user-data fetch",
                        "from 10.0.1.7 to 10.0.0.2:8482"));
    }
}
