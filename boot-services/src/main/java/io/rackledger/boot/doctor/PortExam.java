package io.rackledger.boot.doctor;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the ports are ours, or can be had, and else who has them. */
final class PortExam {
    private static final int PRIVILEGED = 1024;

    private final SocketTable sockets = SocketTable.read(Path.of("/proc"));

    List<Check> of(DoctorSubject subject) {
        return subject.listeners().stream()
                .map(listener -> subject.running() ? ofRunning(listener) : ofPlanned(listener))
                .toList();
    }

    private Check ofRunning(Listener listener) {
        List<SocketTable.Owner> owners = sockets.owners(listener);
        long self = ProcessHandle.current().pid();
        boolean ours = owners.stream()
                .anyMatch(owner -> owner.pid().filter(pid -> pid == self).isPresent());
        List<SocketTable.Owner> others = owners.stream()
                .filter(owner -> owner.pid().filter(pid -> pid == self).isEmpty())
                .toList();
        if (!ours && !owners.isEmpty()) {
            return Check.fails(
                    listener.name(),
                    listener.purpose() + ": not ours, " + words(owners) + " has it",
                    "stop that, and start the engine again");
        }
        if (!ours) {
            return Check.fails(
                    listener.name(), listener.purpose() + ": nobody listens there", "start the engine again");
        }
        return others.isEmpty()
                ? Check.well(listener.name(), listener.purpose() + ": ours, on " + listener.address())
                : Check.fails(
                        listener.name(),
                        listener.purpose() + ": ours, but " + words(others) + " listens there too and takes messages",
                        "stop " + words(others) + ", or tell it to leave this port or interface alone");
    }

    private Check ofPlanned(Listener listener) {
        List<SocketTable.Owner> owners = sockets.owners(listener);
        if (!owners.isEmpty()) {
            return Check.fails(
                    listener.name(),
                    listener.purpose() + ": " + words(owners) + " has it"
                            + (owners.stream().anyMatch(owner -> owner.name().equals("java"))
                                    ? "; is the engine running already?"
                                    : ""),
                    "stop that, or choose another with " + listener.option()
                            + " (a running engine: leave out --offline)");
        }
        try {
            bind(listener);
            return Check.well(listener.name(), listener.purpose() + ": free on " + listener.address());
        } catch (IOException e) {
            return Check.fails(
                    listener.name(),
                    listener.purpose() + ": cannot be had on " + listener.address() + ": " + e.getMessage(),
                    remedy(listener));
        }
    }

    private static String remedy(Listener listener) {
        if (!Interfaces.has(listener.address())) {
            return "name an address of this host in place of " + listener.address();
        }
        return listener.port() < PRIVILEGED
                ? "start as root or with CAP_NET_BIND_SERVICE, or choose another with " + listener.option()
                : "choose another with " + listener.option();
    }

    private static void bind(Listener listener) throws IOException {
        InetSocketAddress address = new InetSocketAddress(listener.address(), listener.port());
        switch (listener.transport()) {
            case TCP -> {
                try (ServerSocket probe = new ServerSocket()) {
                    probe.setReuseAddress(true);
                    probe.bind(address);
                }
            }
            case UDP -> {
                try (DatagramSocket probe = new DatagramSocket(null)) {
                    probe.bind(address);
                }
            }
        }
    }

    private static String words(List<SocketTable.Owner> owners) {
        return owners.stream().map(SocketTable.Owner::toString).collect(Collectors.joining(", "));
    }
}
