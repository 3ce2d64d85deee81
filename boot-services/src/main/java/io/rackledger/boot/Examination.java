package io.rackledger.boot;

import io.rackledger.boot.console.ConsoleSettings;
import io.rackledger.boot.dhcp.DhcpMode;
import io.rackledger.boot.dhcp.DhcpPorts;
import io.rackledger.boot.dhcp.DhcpServer;
import io.rackledger.boot.dhcp.DhcpSettings;
import io.rackledger.boot.dhcp.DhcpStanding;
import io.rackledger.boot.doctor.BootDoctor;
import io.rackledger.boot.doctor.DoctorSubject;
import io.rackledger.boot.doctor.Listener;
import io.rackledger.boot.file.FileShelf;
import io.rackledger.boot.inquiry.BootSources;
import io.rackledger.boot.script.BootScripts;
import io.rackledger.boot.seed.MachineAddresses;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Makes what a doctor examines of settings or of running services. */
final class Examination {
    private static final int PATIENCE_SECONDS = 10;

    private Examination() {}

    /** Options of services that do not run yet. */
    static BootDoctor ofSettings(BootSettings settings, Clock clock) {
        MachineAddresses plain =
                BootServices.addresses(settings, settings.listening().ports());
        MachineAddresses addresses =
                settings.firmware().tftpPort().map(plain::withTftp).orElse(plain);
        ConsoleSettings consoles = settings.consoles();
        return new BootDoctor(new DoctorSubject(
                false,
                settings.listening().address(),
                settings.listening().bootUrl().isPresent(),
                addresses,
                listeners(
                        settings,
                        settings.listening().ports(),
                        settings.firmware().tftpPort(),
                        consoles.syslogPort(),
                        consoles.netconsolePort()),
                settings.files(),
                new FileShelf(settings.files()),
                settings.system(),
                new BootScripts(
                        settings.system(), addresses.boot(), settings.times().holdRetry()),
                loaders(settings),
                settings.firmware().dhcp(),
                Optional.empty(),
                Optional.empty(),
                clock));
    }

    /** Running services. */
    static BootDoctor ofRunning(
            BootSettings settings,
            BootSources sources,
            List<Integer> ports,
            Optional<Integer> syslog,
            Optional<Integer> netconsole) {
        return new BootDoctor(new DoctorSubject(
                true,
                settings.listening().address(),
                settings.listening().bootUrl().isPresent(),
                sources.addresses(),
                listeners(settings, ports, sources.tftp().map(server -> server.port()), syslog, netconsole),
                settings.files(),
                sources.shelf(),
                sources.system(),
                sources.scripts(),
                loaders(settings),
                settings.firmware().dhcp(),
                sources.dhcp().map(server -> () -> standing(server)),
                Optional.of(new DoctorSubject.Known(sources.plans(), sources.documents())),
                sources.clock()));
    }

    private static DhcpStanding standing(DhcpServer server) {
        return server.standing().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private static Collection<String> loaders(BootSettings settings) {
        FirmwareSettings firmware = settings.firmware();
        boolean none = firmware.tftpPort().isEmpty() && firmware.dhcp().isEmpty();
        return none ? List.of() : firmware.loaders();
    }

    private static List<Listener> listeners(
            BootSettings settings,
            List<Integer> ports,
            Optional<Integer> tftp,
            Optional<Integer> syslog,
            Optional<Integer> netconsole) {
        String bind = settings.listening().address();
        List<Listener> all = new ArrayList<>();
        ports.forEach(port -> all.add(tcp("HTTP", bind, port, "--boot-port")));
        tftp.ifPresent(port -> all.add(udp("TFTP", bind, port, "--tftp-port")));
        settings.firmware().dhcp().ifPresent(dhcp -> all.addAll(dhcp(dhcp)));
        syslog.ifPresent(port -> {
            all.add(udp("syslog", bind, port, "--syslog-port"));
            all.add(tcp("syslog", bind, port, "--syslog-port"));
        });
        netconsole.ifPresent(port -> {
            all.add(udp("netconsole", bind, port, "--netconsole-port"));
            all.add(tcp("netconsole", bind, port, "--netconsole-port"));
        });
        return all;
    }

    private static List<Listener> dhcp(DhcpSettings dhcp) {
        String own = dhcp.address().toString();
        Listener server = udp("DHCP", own, DhcpPorts.STANDARD.server(), "--dhcp-address, or leave out --dhcp");
        return dhcp.mode() == DhcpMode.AUTHORITATIVE
                ? List.of(server)
                : List.of(server, udp("DHCP boot server", own, DhcpPorts.STANDARD.boot(), "--dhcp-address"));
    }

    private static Listener tcp(String purpose, String address, int port, String option) {
        return new Listener(purpose, Listener.Transport.TCP, address, port, option);
    }

    private static Listener udp(String purpose, String address, int port, String option) {
        return new Listener(purpose, Listener.Transport.UDP, address, port, option);
    }
}
