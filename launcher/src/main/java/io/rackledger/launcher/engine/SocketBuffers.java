package io.rackledger.launcher.engine;

/**
 * Bounds what the JDK keeps beside the heap for each thread that moves bytes between a socket and a buffer of the heap: a direct buffer as large as
 * the largest piece that the thread ever moved, for as long as the thread lives. A consumer that catches up after an outage reads pieces of ten and more megabytes, and
 * would keep as much for ever.
 */
public final class SocketBuffers {
    private static final String LARGEST_KEPT = "jdk.nio.maxCachedBufferSize";
    private static final int BYTES = 1 << 18;

    private SocketBuffers() {}

    /** For the whole process, before its first socket; what the command line of the JVM says goes before. */
    public static void bound() {
        if (System.getProperty(LARGEST_KEPT) == null) {
            System.setProperty(LARGEST_KEPT, Integer.toString(BYTES));
        }
    }
}
