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
 * @param listening where HTTP is served, and how machines get there
 * @param files directory of kernel, initrd and images; need not exist
 * @param data directory for this room's own secrets, made when missing
 * @param firmware what is served to firmware before it can fetch its script; nothing unless set
 * @param consoles where lines of machines' consoles are heard; nowhere unless set
 */
public record BootSettings(
        Listening listening,
        Path files,
        Path data,
        EphemeralSystem system,
        Times times,
        Limits limits,
        FirmwareSettings firmware,
        ConsoleSettings consoles) {

    /**
     * Where HTTP is served.
     *
     * @param address to listen on, such as 0.0.0.0
     * @param ports to listen on, all serving the same paths; 0 takes a free one
     * @param bootUrl base URL under which machines reach the first port: {@code http://address:port}, at most 120 characters. Empty:
     *     bind address and first port, or the loopback address where the bind address is all of them
     * @param seedUrl base URL of the cloud-init seed where it is another one; empty: the last port at the same address
     */
    public record Listening(String address, List<Integer> ports, Optional<URI> bootUrl, Optional<URI> seedUrl) {
        public Listening {
            ports = List.copyOf(ports);
            if (ports.isEmpty()) {
                throw new IllegalArgumentException("boot services need at least one port, such as 8481");
            }
        }
    }

    /**
     * How long things take.
     *
     * @param heartbeat how often a step runner gives a sign of life
     * @param holdRetry how long a machine without anything to do waits before it asks again
     * @param patience how long a machine's request waits for the log before it gets 503
     */
    public record Times(Duration heartbeat, Duration holdRetry, Duration patience) {}

    /**
     * How much is served.
     *
     * @param http of one connection, and of all
     * @param strangers signals about machines that nobody knows
     * @param admission how many machines are served at once
     */
    public record Limits(HttpLimits http, StrangerLimits strangers, AdmissionLimits admission) {}

    /** One free port on the loopback address, defaults for the rest. */
    public static BootSettings onLoopback(Path files, Path data) {
        return new BootSettings(
                new Listening("127.0.0.1", List.of(0), Optional.empty(), Optional.empty()),
                files,
                data,
                EphemeralSystem.DEFAULT,
                new Times(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(5)),
                new Limits(HttpLimits.DEFAULT, StrangerLimits.DEFAULT, AdmissionLimits.DEFAULT),
                FirmwareSettings.NONE,
                ConsoleSettings.NONE);
    }

    public BootSettings withListeners(String address, List<Integer> ports) {
        return with(new Listening(address, ports, listening.bootUrl(), listening.seedUrl()));
    }

    public BootSettings withUrls(Optional<URI> boot, Optional<URI> seed) {
        return with(new Listening(listening.address(), listening.ports(), boot, seed));
    }

    public BootSettings withSystem(EphemeralSystem booted) {
        return new BootSettings(listening, files, data, booted, times, limits, firmware, consoles);
    }

    public BootSettings withTimes(Duration heartbeats, Duration holds, Duration waits) {
        Times other = new Times(heartbeats, holds, waits);
        return new BootSettings(listening, files, data, system, other, limits, firmware, consoles);
    }

    public BootSettings withLimits(HttpLimits http, StrangerLimits unknown) {
        return with(new Limits(http, unknown, limits.admission()));
    }

    public BootSettings withAdmission(AdmissionLimits admitted) {
        return with(new Limits(limits.http(), limits.strangers(), admitted));
    }

    public BootSettings withFirmware(FirmwareSettings served) {
        return new BootSettings(listening, files, data, system, times, limits, served, consoles);
    }

    public BootSettings withConsoles(ConsoleSettings heard) {
        return new BootSettings(listening, files, data, system, times, limits, firmware, heard);
    }

    private BootSettings with(Listening other) {
        return new BootSettings(other, files, data, system, times, limits, firmware, consoles);
    }

    private BootSettings with(Limits other) {
        return new BootSettings(listening, files, data, system, times, other, firmware, consoles);
    }
}
