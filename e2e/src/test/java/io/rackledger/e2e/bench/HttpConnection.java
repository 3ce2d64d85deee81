package io.rackledger.e2e.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One keep-alive connection of a load. Reads only as much of an answer as tells its status and its end. */
final class HttpConnection implements AutoCloseable {
    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final String LENGTH = "\r\ncontent-length:";
    private static final String CHUNKED = "\r\ntransfer-encoding: chunked";
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    private final SocketChannel channel;
    private final HttpLoad.Caller caller;
    private final ByteBuffer in = ByteBuffer.allocate(LARGEST_ANSWER);
    private boolean busy;
    private long asked;

    private HttpConnection(SocketChannel channel, HttpLoad.Caller caller) {
        this.channel = channel;
        this.caller = caller;
    }

    static HttpConnection open(InetSocketAddress server, Selector selector, HttpLoad.Caller caller) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        HttpConnection connection = new HttpConnection(channel, caller);
        channel.register(selector, SelectionKey.OP_READ, connection);
        return connection;
    }

    boolean busy() {
        return busy;
    }

    void ask() throws IOException {
        byte[] request = caller.next();
        if (request.length == 0) {
            return;
        }
        busy = true;
        asked = System.nanoTime();
        ByteBuffer out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /** Takes what has come; true where that ended an answer. */
    boolean hear() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server closed the connection after " + text());
        }
        String answer = text();
        if (!complete(answer)) {
            return false;
        }
        in.clear();
        busy = false;
        caller.answered(Integer.parseInt(answer.substring(9, 12)), answer, System.nanoTime() - asked);
        return true;
    }

    private String text() {
        return new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
    }

    private static boolean complete(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        String head = answer.substring(0, end + 2).toLowerCase(Locale.ROOT);
        if (head.contains(CHUNKED)) {
            return answer.endsWith(LAST_CHUNK);
        }
        int length = head.indexOf(LENGTH);
        int body = length < 0
                ? 0
                : Integer.parseInt(head.substring(length + LENGTH.length(), head.indexOf('\r', length + 2))
                        .strip());
        return answer.length() >= end + 4 + body;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
