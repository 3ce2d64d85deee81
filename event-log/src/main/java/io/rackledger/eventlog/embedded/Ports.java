package io.rackledger.eventlog.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Free and taken ports on the loopback address. */
final class Ports {
    private Ports() {}

    /** Fails where a port cannot be listened on, with what to do. */
    static void requireFree(int port, String purpose) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new IOException(
                    "port " + port + " on 127.0.0.1, wanted for the " + purpose
                            + ", is taken by another program; stop that program or choose another port",
                    e);
        }
    }

    /** A pair of neighbouring free ports, the lower one. Another program may still take them before we do. */
    static int freePair() throws IOException {
        for (int attempt = 0; attempt < 50; attempt++) {
            try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    ServerSocket second = new ServerSocket()) {
                second.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), first.getLocalPort() + 1));
                return first.getLocalPort();
            } catch (IOException | IllegalArgumentException _) {
                // The neighbour is taken or past the last port: look elsewhere.
            }
        }
        throw new IOException("no two neighbouring ports are free on 127.0.0.1");
    }
}
