package io.rackledger.boot.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who listens on which port of this host, as Linux tells in /proc. proc(5): /proc/net/tcp, /proc/PID/fd. */
final class SocketTable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketTable.class);
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENS = "0A";

    private final Path proc;
    private final List<Socket> sockets = new ArrayList<>();

    private SocketTable(Path proc) {
        this.proc = proc;
    }

    private record Socket(Listener.Transport transport, String address, int port, String inode) {}

    /** A process that has a socket; {@code name} says that it is not known where this user may not see it. */
    record Owner(Optional<Long> pid, String name) {
        @Override
        public String toString() {
            return pid.map(number -> name + " (process " + number + ")").orElse(name);
        }
    }

    static SocketTable read(Path proc) {
        SocketTable table = new SocketTable(proc);
        table.read(Listener.Transport.TCP, "tcp", "tcp6");
        table.read(Listener.Transport.UDP, "udp", "udp6");
        return table;
    }

    private void read(Listener.Transport transport, String... names) {
        for (String name : names) {
            Path file = proc.resolve("net").resolve(name);
            if (Files.exists(file)) {
                try (Stream<String> lines = Files.lines(file)) {
                    lines.skip(1).forEach(line -> add(transport, line.strip().split(" +")));
                } catch (IOException | UncheckedIOException e) {
                    LOG.warn("{} cannot be read, so nobody is named who has a port", file, e);
                }
            }
        }
    }

    private void add(Listener.Transport transport, String[] words) {
        boolean listens = transport == Listener.Transport.UDP || words[STATE].equals(LISTENS);
        if (listens) {
            String[] local = words[LOCAL].split(":");
            sockets.add(new Socket(transport, local[0], Integer.parseInt(local[1], 16), words[INODE]));
        }
    }

    /** Who has the port on that address, or on all addresses. */
    List<Owner> owners(Listener listener) {
        List<String> inodes = sockets.stream()
                .filter(socket -> socket.transport() == listener.transport() && socket.port() == listener.port())
                .filter(socket -> overlaps(socket.address(), listener.address()))
                .map(Socket::inode)
                .distinct()
                .toList();
        Map<String, Owner> known = inodes.isEmpty() ? Map.of() : processes();
        return inodes.stream()
                .map(inode -> known.getOrDefault(
                        inode, new Owner(Optional.empty(), "another process (only root sees which)")))
                .distinct()
                .toList();
    }

    private static boolean overlaps(String hex, String address) {
        boolean all = hex.chars().allMatch(digit -> digit == '0');
        return all || address.equals("0.0.0.0") || address.equals("::") || hex.endsWith(littleEndian(address));
    }

    /** An IPv4 address as /proc has it; mapped ones of IPv6 end with the same. */
    private static String littleEndian(String address) {
        String[] parts = address.split("\\.");
        StringBuilder hex = new StringBuilder();
        for (int i = parts.length - 1; i >= 0; i--) {
            hex.append(parts[i].matches("[0-9]{1,3}") ? "%02X".formatted(Integer.parseInt(parts[i])) : "?");
        }
        return hex.toString();
    }

    private Map<String, Owner> processes() {
        Map<String, Owner> owners = new HashMap<>();
        try (Stream<Path> all = Files.list(proc)) {
            all.filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .forEach(process -> addSockets(owners, process));
        } catch (IOException e) {
            LOG.warn("processes cannot be listed, so nobody is named who has a port", e);
        }
        return owners;
    }

    private static void addSockets(Map<String, Owner> owners, Path process) {
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            List<String> inodes = files.flatMap(SocketTable::inode).toList();
            if (!inodes.isEmpty()) {
                String name = Files.readString(process.resolve("comm")).strip();
                Owner owner = new Owner(
                        Optional.of(Long.parseLong(process.getFileName().toString())), name);
                inodes.forEach(inode -> owners.put(inode, owner));
            }
        } catch (AccessDeniedException e) {
            LOG.trace("another user's process", e);
        } catch (IOException | UncheckedIOException e) {
            LOG.trace("a process that ended meanwhile", e);
        }
    }

    private static Stream<String> inode(Path file) {
        try {
            String target = Files.readSymbolicLink(file).toString();
            return target.startsWith("socket:[")
                    ? Stream.of(target.substring("socket:[".length(), target.length() - 1))
                    : Stream.empty();
        } catch (IOException e) {
            LOG.trace("a file that was closed meanwhile", e);
            return Stream.empty();
        }
    }
}
