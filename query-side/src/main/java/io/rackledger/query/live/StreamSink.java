package io.rackledger.query.live;

import java.io.IOException;

/** Where a stream's events go: the client's connection. Used by one thread. */
interface StreamSink {
    /** Sends one event; blocks while the connection is full. */
    void event(String id, String name, Object data) throws IOException;

    /** Sends a comment, and an id without data: the client remembers the place, and nothing else happens. */
    void heartbeat(String id) throws IOException;

    /** Ends the connection. */
    void end();
}
