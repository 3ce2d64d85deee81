package io.rackledger.boot.tftp;

import io.rackledger.boot.transport.Sockets;
import java.io.IOException;
import java.net.ConnectException;
import java.net.PortUnreachableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many blocks of a window go to the kernel as one piece, which it cuts into datagrams (UDP_SEGMENT). Where the network's device or route does not
 * take that, each block goes by itself from then on. Thread-safe.
 */
final class Segments {
    private static final Logger LOG = LoggerFactory.getLogger(Segments.class);
    /** The kernel's own bound, UDP_MAX_SEGMENTS of older kernels. */
    private static final int MOST = 64;

    private static final int LONGEST = 65_507;

    private volatile boolean taken = Sockets.segments();

    /** @param frame bytes of a DATA packet */
    int atOnce(int frame) {
        return taken ? Math.clamp(LONGEST / frame, 1, MOST) : 1;
    }

    /** Whether a failure to send may be about that: then blocks must be sent again, each by itself. */
    boolean refusedBy(Throwable cause) {
        boolean gone = cause instanceof PortUnreachableException || cause instanceof ConnectException;
        if (!taken || gone || !(cause instanceof IOException)) {
            return false;
        }
        taken = false;
        LOG.info("windows go to the kernel block by block from now on: {}", cause.toString());
        return true;
    }
}
