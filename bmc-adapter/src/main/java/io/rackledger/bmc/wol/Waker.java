package io.rackledger.bmc.wol;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Sends magic packets to directed broadcast addresses. */
final class Waker {
    private Waker() {}

    /** The directed broadcast addresses of all our networks that are up, loopback left out. */
    static List<InetAddress> networks() throws SocketException {
        List<InetAddress> found = new ArrayList<>();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            if (each.isUp() && !each.isLoopback()) {
                each.getInterfaceAddresses().stream()
                        .map(InterfaceAddress::getBroadcast)
                        .filter(Objects::nonNull)
                        .forEach(found::add);
            }
        }
        return List.copyOf(found);
    }

    /**
     * Sends it to each of them; returns those that it went to.
     *
     * @throws IOException where it went to none of them
     */
    static List<InetAddress> send(byte[] packet, List<InetAddress> broadcasts, int port) throws IOException {
        List<InetAddress> sent = new ArrayList<>();
        IOException last = new IOException("this host has no network with a broadcast address");
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setBroadcast(true);
            for (InetAddress broadcast : broadcasts) {
                try {
                    socket.send(new DatagramPacket(packet, packet.length, new InetSocketAddress(broadcast, port)));
                    sent.add(broadcast);
                } catch (IOException e) {
                    last = new IOException(broadcast.getHostAddress() + ": " + e.getMessage(), e);
                }
            }
        }
        if (sent.isEmpty()) {
            throw last;
        }
        return sent;
    }
}
