package io.rackledger.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Bytes on a socket, for requests that no decent client would send. */
final class RawHttp implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;

    RawHttp(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From another address of this machine than the usual one. */
    RawHttp(String from, int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0);
            socket.setSoTimeout(60_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends, closes, and returns everything that came until the server closed. */
    static String exchange(int port, String request) {
        try (RawHttp raw = new RawHttp(port)) {
            return raw.send(request).readAll();
        }
    }

    RawHttp send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All until the server closes; a reset counts as a close. */
    String readAll() {
        StringBuilder all = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[4096];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                all.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            all.append("\n(").append(e.getMessage()).append(')');
        }
        return all.toString();
    }

    /** Reads and forgets so many bytes. */
    void skip(long count) {
        try {
            socket.getInputStream().skipNBytes(count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until the text has come. */
    String readUntil(String end) {
        StringBuilder all = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            while (all.indexOf(end) < 0) {
                int next = in.read();
                if (next < 0) {
                    return all.append("\n(closed)").toString();
                }
                all.append((char) next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
