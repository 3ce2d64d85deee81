package io.rackledger.e2e.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of the loopback for servers that are killed and come back on the same one. Below the range that the kernel gives to outgoing
 * connections: a client that calls a dead server's port from that range may be given this very port and connect to itself.
 */
final class FreePorts {
    private static final int FIRST = 12_000;
    private static final int SPAN = 18_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % SPAN));

    private FreePorts() {}

    static int next() {
        for (int tries = 0; tries < SPAN; tries++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), SPAN);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port between " + FIRST + " and " + (FIRST + SPAN) + " is free");
    }

    /** The lower one of two neighbours: an embedded broker's controller takes the port after its own. */
    static int pair() {
        int lower = next();
        int upper = next();
        while (upper != lower + 1) {
            lower = upper;
            upper = next();
        }
        return lower;
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            // Taken by another program: look further.
            return false;
        }
    }
}
