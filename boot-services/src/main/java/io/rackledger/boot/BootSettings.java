package io.rackledger.boot;

import io.rackledger.boot.admission.AdmissionLimits;
import io.rackledger.boot.console.ConsoleSettings;
import io.rackledger.boot.http.HttpLimits;
import io.rackledger.boot.report.StrangerLimits;
import io.rackledger.boot.script.EphemeralSystem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the boot services of one process are set up.
 *
 * @param bindAddress address to listen on, such as 0.0.0.0
 * @param ports ports to listen on, all serving the same paths; 0 takes a free one
 * @param bootUrl base URL under which machines reach the first port: {@code http://address:port}, at most 120 characters. Empty:
 *     bind address and first port, or the loopback address where the bind address is all of them
 * @param seedUrl base URL of the cloud-init seed where it is another one; empty: the last port at the same address
 * @param files directory of kernel, initrd and images; need not exist
 * @param data directory for this room's own secrets, made when missing
 * @param heartbeat how often a step runner gives a sign of life
 * @param holdRetry how long a machine without anything to do waits before it asks again
 * @param firmware what is served to firmware before it can fetch its script; nothing unless set
 * @param admission how many machines are served at once
 * @param consoles where lines of machines' consoles are heard; nowhere unless set
 * @param patience how long a machine's request waits for the log before it gets 503
 */
public record BootSettings(
        String bindAddress,
        List<Integer> ports,
        Optional<URI> bootUrl,
        Optional<URI> seedUrl,
        Path files,
        Path data,
        EphemeralSystem system,
        Duration heartbeat,
        Duration holdRetry,
        Duration patience,
        HttpLimits limits,
        StrangerLimits strangers,
        FirmwareSettings firmware,
        AdmissionLimits admission,
        ConsoleSettings consoles) {
    public BootSettings {
        ports = List.copyOf(ports);
        if (ports.isEmpty()) {
            throw new IllegalArgumentException("boot services need at least one port, such as 8481");
        }
    }

    /** One free port on the loopback address, defaults for the rest. */
    public static BootSettings onLoopback(Path files, Path data) {
        return new BootSettings(
                "127.0.0.1",
                List.of(0),
                Optional.empty(),
                Optional.empty(),
                files,
                data,
                EphemeralSystem.DEFAULT,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                HttpLimits.DEFAULT,
                StrangerLimits.DEFAULT,
                FirmwareSettings.NONE,
                AdmissionLimits.DEFAULT,
                ConsoleSettings.NONE);
    }

    public BootSettings withListeners(String address, List<Integer> listened) {
        return new BootSettings(
                address, listened, bootUrl, seedUrl, files, data, system, heartbeat, holdRetry, patience, limits,
                strangers, firmware, admission, consoles);
    }

    public BootSettings withUrls(Optional<URI> boot, Optional<URI> seed) {
        return new BootSettings(
                bindAddress,
                ports,
                boot,
                seed,
                files,
                data,
                system,
                heartbeat,
                holdRetry,
                patience,
                limits,
                strangers,
                firmware,
                admission,
                consoles);
    }

    public BootSettings withSystem(EphemeralSystem booted) {
        return new BootSettings(
                bindAddress,
                ports,
                bootUrl,
                seedUrl,
                files,
                data,
                booted,
                heartbeat,
                holdRetry,
                patience,
                limits,
                strangers,
                firmware,
                admission,
                consoles);
    }

    public BootSettings withTimes(Duration heartbeats, Duration holds, Duration waits) {
        return new BootSettings(
                bindAddress,
                ports,
                bootUrl,
                seedUrl,
                files,
                data,
                system,
                heartbeats,
                holds,
                waits,
                limits,
                strangers,
                firmware,
                admission,
                consoles);
    }

    public BootSettings withLimits(HttpLimits http, StrangerLimits unknown) {
        return new BootSettings(
                bindAddress,
                ports,
                bootUrl,
                seedUrl,
                files,
                data,
                system,
                heartbeat,
                holdRetry,
                patience,
                http,
                unknown,
                firmware,
                admission,
                consoles);
    }

    public BootSettings withFirmware(FirmwareSettings served) {
        return new BootSettings(
                bindAddress,
                ports,
                bootUrl,
                seedUrl,
                files,
                data,
                system,
                heartbeat,
                holdRetry,
                patience,
                limits,
                strangers,
                served,
                admission,
                consoles);
    }

    public BootSettings withAdmission(AdmissionLimits admitted) {
        return new BootSettings(
                bindAddress,
                ports,
                bootUrl,
                seedUrl,
                files,
                data,
                system,
                heartbeat,
                holdRetry,
                patience,
                limits,
                strangers,
                firmware,
                admitted,
                consoles);
    }

    public BootSettings withConsoles(ConsoleSettings heard) {
        return new BootSettings(
                bindAddress,
                ports,
                bootUrl,
                seedUrl,
                files,
                data,
                system,
                heartbeat,
                holdRetry,
                patience,
                limits,
                strangers,
                firmware,
                admission,
                heard);
    }
}
