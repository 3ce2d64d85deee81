package io.rackledger.core.diagnosis;

import static io.rackledger.core.diagnosis.DiagnosisRows.On.DEPLOY;
import static io.rackledger.core.diagnosis.DiagnosisRows.On.INSPECT;
import static io.rackledger.core.diagnosis.DiagnosisRows.On.INSTALLED;

import io.rackledger.core.boot.Link;
import io.rackledger.core.diagnosis.DiagnosisRows.Row;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.node.NodeStories;
import io.rackledger.core.signal.BeaconPath;
import io.rackledger.core.signal.ConsolePath;
import io.rackledger.core.signal.SignalBody.BeaconReceived;
import io.rackledger.core.signal.SignalBody.ConsoleHeard;
import java.util.List;

/** Downloads that stand still, words of boot loaders, and kernels that give up. */
final class BootLoaderRows {
    private static final String PANIC =
            "Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)";

    private BootLoaderRows() {}

    static List<Row> all() {
        return List.of(
                new Row(
                        "the kernel download stands still",
                        INSPECT,
                        machine -> machine.script().stalls(Link.KERNEL, 12_300_000, 20_500_000),
                        FailureCode.DOWNLOAD_STALLED,
                        "boot script",
                        "kernel fetch",
                        "the kernel download stalled at 60 % (12.3 of 20.5 MB); nothing moved since ",
                        "from 10.0.1.7 to 10.0.0.1:8481"),
                new Row(
                        "the kernel download stood still, went on, and the initrd's stands still",
                        INSPECT,
                        machine -> machine.script()
                                .stalls(Link.KERNEL, 12_300_000, 20_500_000)
                                .file(Link.KERNEL)
                                .stalls(Link.INITRD, 999, 1_000),
                        FailureCode.DOWNLOAD_STALLED,
                        "kernel fetch",
                        "initrd fetch",
                        "the initrd download stalled at 99 % (1.0 of 1.0 kB)"),
                new Row(
                        "an image stands still in a step",
                        DEPLOY,
                        machine -> machine.boots()
                                .seeded()
                                .runner()
                                .starts(1, "write-image")
                                .stalls(Link.IMAGE, 500, 2_000_000_000)
                                .beats(700),
                        FailureCode.STEP_TIMEOUT,
                        "step start 'write-image'",
                        "step finish",
                        "its image download stalled at 0 % (0.0 of 2.0 GB)"),
                new Row(
                        "the boot loader cannot reach HTTP and tells by TFTP",
                        INSPECT,
                        machine -> machine.script().says(beacon("kernel", "0x4c0a6035", true)),
                        FailureCode.REPORTED_BY_MACHINE,
                        "boot script",
                        "kernel",
                        "by TFTP, since HTTP did not get through, that 'kernel' failed, error 0x4c0a6035 (timed out, "),
                new Row(
                        "the boot loader's number has lost its leading zero",
                        INSPECT,
                        machine -> machine.script().file(Link.KERNEL).says(beacon("initrd", "0xf0a6039", true)),
                        FailureCode.REPORTED_BY_MACHINE,
                        "kernel fetch",
                        "initrd",
                        "error 0xf0a6039 (connection reset, https://ipxe.org/0f0a6039)"),
                new Row(
                        "somebody without the token tells by TFTP",
                        INSPECT,
                        machine -> machine.script().says(beacon("kernel", "", false)),
                        FailureCode.NO_KERNEL_FETCH,
                        "boot script",
                        "kernel fetch",
                        "no complete kernel fetch",
                        "a boot loader under the machine's address told by TFTP"),
                new Row(
                        "the kernel gives up before anything of the system runs",
                        INSPECT,
                        machine -> machine.boots().says(console("Run /init as init process\n" + PANIC + "\n")),
                        FailureCode.KERNEL_PANIC,
                        "initrd fetch",
                        "meta-data fetch",
                        "the kernel of 10.0.1.7 gave up: \"" + PANIC + "\"; no meta-data fetch followed"),
                new Row(
                        "the installed system's kernel gives up",
                        INSTALLED,
                        machine -> machine.says(console(PANIC + "\n")),
                        FailureCode.KERNEL_PANIC,
                        "power-on",
                        "meta-data fetch",
                        PANIC));
    }

    private static BeaconReceived beacon(String step, String error, boolean proven) {
        return new BeaconReceived(NodeStories.MAC, step, error, BeaconPath.TFTP, proven);
    }

    private static ConsoleHeard console(String text) {
        return new ConsoleHeard(ConsolePath.NETCONSOLE, text, (int) text.lines().count(), 0);
    }
}
