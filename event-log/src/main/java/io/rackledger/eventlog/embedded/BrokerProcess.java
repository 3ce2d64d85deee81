package io.rackledger.eventlog.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import kafka.Kafka;
import sun.misc.Signal;

/**
 * Main class of the broker's process: Kafka's own, and a guard that ends it with its parent. The parent holds the other end of standard
 * input; when the parent dies, however it dies, the end of the input is read here and the broker shuts down in good order.
 */
final class BrokerProcess {
    private BrokerProcess() {}

    /** Argument: path of the broker's properties file, as for Kafka. */
    public static void main(String[] arguments) {
        leaveInterruptsToTheParent();
        Thread.ofPlatform().daemon().name("parent-guard").start(BrokerProcess::endWithParent);
        Kafka.main(arguments);
    }

    /**
     * Control-C in a terminal reaches the broker as well as the engine; the broker must outlive the engine's own orderly end. Kafka adds
     * a handler of its own later, which calls this one.
     */
    private static void leaveInterruptsToTheParent() {
        Signal.handle(new Signal("INT"), _ -> System.out.println("interrupt left to the parent"));
    }

    private static void endWithParent() {
        try {
            long read = System.in.skip(Long.MAX_VALUE);
            while (read > 0 || System.in.read() >= 0) {
                read = System.in.skip(Long.MAX_VALUE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("standard input of the broker's process failed", e);
        } finally {
            // Runs Kafka's shutdown hook.
            System.exit(0);
        }
    }
}
