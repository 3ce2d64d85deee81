package io.rackledger.launcher.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be stopped in the opposite order. Thread-safe; stopping twice does nothing more. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<Part> parts = new ArrayDeque<>();

    private record Part(String name, AutoCloseable closeable) {}

    synchronized void add(String name, AutoCloseable closeable) {
        parts.push(new Part(name, closeable));
    }

    synchronized void closeAll(Progress progress) {
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            progress.step("stopping " + part.name());
            try {
                part.closeable().close();
            } catch (Exception e) {
                // The others must be stopped all the same.
                LOG.warn("{} did not stop in order", part.name(), e);
            }
        }
    }
}
