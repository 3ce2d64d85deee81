package io.rackledger.launcher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** In processes of their own, since the JDK asks for the bound once. */
final class SocketBuffersTest {
    private static final int PIECE = 8 << 20;
    private static final long LITTLE = 1 << 20;
    private static final String BOUNDED = "bounded";
    private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB\\)");

    @Test
    void threadThatReadALargePieceKeepsNoBufferOfThatSize() throws Exception {
        assertThat(keptBy("as it comes")).as("what the JDK keeps by itself").isGreaterThanOrEqualTo(PIECE);
        assertThat(keptBy(BOUNDED)).isLessThan(LITTLE);
    }

    /** Bytes of direct buffers after a thread has read a large piece. */
    private static long keptBy(String how) throws IOException, InterruptedException {
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:NativeMemoryTracking=summary",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SocketBuffersTest.class.getName(),
                        how)
                .redirectErrorStream(true)
                .start();
        String told = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(reader.waitFor()).as(told).isZero();
        return Long.parseLong(told.strip());
    }

    /** The reader. */
    public static void main(String[] how) throws Exception {
        if (how[0].equals(BOUNDED)) {
            SocketBuffers.bound();
        }
        try (ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel out = SocketChannel.open(server.getLocalAddress());
                SocketChannel in = server.accept()) {
            Thread writer = Thread.ofPlatform().start(() -> write(out));
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            while (piece.hasRemaining() && in.read(piece) >= 0) {
                Thread.onSpinWait();
            }
            writer.join();
        }
        System.out.println(kept());
    }

    /** By the JVM's own account; its pools of direct buffers do not count these. */
    private static long kept() throws JMException {
        Object[] parameters = {new String[] {"summary"}};
        String[] signature = {String[].class.getName()};
        Object accounts = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "vmNativeMemory",
                        parameters,
                        signature);
        Matcher other = OTHER.matcher(accounts.toString());
        assertThat(other.find()).as(accounts.toString()).isTrue();
        return 1024 * Long.parseLong(other.group(1));
    }

    private static void write(SocketChannel out) {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        try {
            while (piece.hasRemaining()) {
                out.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
