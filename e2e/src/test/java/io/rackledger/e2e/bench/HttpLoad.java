package io.rackledger.e2e.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * Keep-alive connections on one thread, with one request under way on each: as cheap as a load generator can be that shares the
 * machine with what it measures.
 */
final class HttpLoad implements AutoCloseable {
    private static final int ROUND_MILLIS = 20;

    private final Selector selector;
    private final List<HttpConnection> connections = new ArrayList<>();

    /** What a connection asks, and hears. Called on the load's thread only. */
    interface Caller {
        /** The next request in full, or an empty array where there is none now. */
        byte[] next();

        /**
         * @param answer status line, headers and body as they came
         * @param nanos from the first byte of the request to the last of the answer
         */
        void answered(int status, String answer, long nanos);
    }

    HttpLoad(InetSocketAddress server, int count, IntFunction<Caller> callers) throws IOException {
        selector = Selector.open();
        for (int i = 0; i < count; i++) {
            connections.add(HttpConnection.open(server, selector, callers.apply(i)));
        }
    }

    /** Keeps all connections busy as long as it is to go on; then hears the answers that are still to come. */
    void run(BooleanSupplier goOn) throws IOException {
        boolean going = true;
        while (going || connections.stream().anyMatch(HttpConnection::busy)) {
            going = going && goOn.getAsBoolean();
            for (HttpConnection connection : connections) {
                if (going && !connection.busy()) {
                    connection.ask();
                }
            }
            selector.select(ROUND_MILLIS);
            for (SelectionKey key : selector.selectedKeys()) {
                HttpConnection connection = (HttpConnection) key.attachment();
                if (connection.hear() && going) {
                    connection.ask();
                }
            }
            selector.selectedKeys().clear();
        }
    }

    /** There may be a request where there was none. */
    void wakeup() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        for (HttpConnection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
