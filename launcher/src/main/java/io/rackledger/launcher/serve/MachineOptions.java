package io.rackledger.launcher.serve;

import io.rackledger.boot.BootSettings;
import io.rackledger.boot.FirmwareSettings;
import io.rackledger.boot.admission.AdmissionLimits;
import io.rackledger.boot.console.ConsoleSettings;
import io.rackledger.boot.script.EphemeralSystem;
import io.rackledger.boot.script.KernelArgument;
import io.rackledger.launcher.engine.StartFailure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the boot services. */
public final class MachineOptions {
    @Option(
            names = "--boot-bind",
            paramLabel = "ADDRESS",
            defaultValue = "0.0.0.0",
            description = "Where machines are served; default ${DEFAULT-VALUE}.")
    private String bootBind = "";

    @Option(
            names = "--boot-port",
            paramLabel = "PORT",
            defaultValue = "8481",
            split = ",",
            description = "One port, or several with commas; default ${DEFAULT-VALUE}.")
    private List<Integer> bootPorts = List.of();

    @Option(
            names = "--boot-url",
            paramLabel = "URL",
            description = "Address that machines are told, such as http://10.0.0.1:8481; needed with 0.0.0.0.")
    private @Nullable URI bootUrl;

    @Option(
            names = "--seed-url",
            paramLabel = "URL",
            description = "Address of the cloud-init seed where it is another one.")
    private @Nullable URI seedUrl;

    @Option(
            names = "--boot-files",
            paramLabel = "DIR",
            description = "Kernel, initrd and images; default <data-dir>/files.")
    private @Nullable Path files;

    @Option(
            names = "--boot-kernel-argument",
            paramLabel = "ARGUMENT",
            description =
                    "For the kernel of the system in memory, such as console=ttyS0,115200; may be given several times.")
    private List<String> kernelArguments = List.of();

    @Option(
            names = "--tftp-port",
            paramLabel = "PORT",
            description = "Serves the same files by TFTP, for firmware; off unless set. Firmware asks at 69.")
    private @Nullable Integer tftpPort;

    @Option(
            names = "--syslog-port",
            paramLabel = "PORT",
            description =
                    "Hears machines' syslog there by UDP and TCP, on the bind address; off unless set. Usual is 514.")
    private @Nullable Integer syslogPort;

    @Option(
            names = "--netconsole-port",
            paramLabel = "PORT",
            description = "Hears kernels' netconsole there by UDP and TCP; off unless set. Usual is 6666.")
    private @Nullable Integer netconsolePort;

    @Option(
            names = "--boot-downloads",
            paramLabel = "COUNT",
            defaultValue = "256",
            description = "Big files sent at once; further machines wait, or are told to come back; default"
                    + " ${DEFAULT-VALUE}.")
    private int downloads;

    @Option(
            names = "--boot-downloads-per-rack",
            paramLabel = "COUNT",
            defaultValue = "64",
            description = "Of them to one rack; default ${DEFAULT-VALUE}.")
    private int downloadsOfRack;

    @Option(
            names = "--boot-rack-prefix",
            paramLabel = "BITS",
            defaultValue = "24",
            description =
                    "Machines whose IPv4 addresses share so many bits stand in one rack; default ${DEFAULT-VALUE}.")
    private int rackPrefix;

    @Mixin
    private DhcpOptions dhcp = new DhcpOptions();

    @Option(
            names = "--heartbeat",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How often a step runner gives a sign of life; default ${DEFAULT-VALUE}.")
    private Duration heartbeat = Duration.ofSeconds(10);

    /** The boot services' part of them. */
    public BootSettings boot(Path dataDir) {
        BootSettings loopback =
                BootSettings.onLoopback(files == null ? dataDir.resolve("files") : files, dataDir.resolve("boot"));
        return loopback.withListeners(bootBind, bootPorts)
                .withUrls(Optional.ofNullable(bootUrl), Optional.ofNullable(seedUrl))
                .withSystem(system())
                .withTimes(
                        heartbeat,
                        loopback.times().holdRetry(),
                        loopback.times().patience())
                .withAdmission(admission())
                .withConsoles(ConsoleSettings.NONE.withPorts(
                        Optional.ofNullable(syslogPort), Optional.ofNullable(netconsolePort)))
                .withFirmware(new FirmwareSettings(Optional.ofNullable(tftpPort), dhcp.settings(loopback.data())));
    }

    private EphemeralSystem system() {
        try {
            return EphemeralSystem.DEFAULT.withArguments(
                    kernelArguments.stream().map(KernelArgument::new).toList());
        } catch (IllegalArgumentException e) {
            throw new StartFailure(e.getMessage() + "", "check --boot-kernel-argument", e);
        }
    }

    private AdmissionLimits admission() {
        try {
            return AdmissionLimits.DEFAULT.withDownloads(downloads, downloadsOfRack, rackPrefix);
        } catch (IllegalArgumentException e) {
            throw new StartFailure(e.getMessage() + "", "check --boot-downloads and --boot-rack-prefix", e);
        }
    }
}
