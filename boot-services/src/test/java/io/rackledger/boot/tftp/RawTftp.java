package io.rackledger.boot.tftp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A machine that says exactly what the test wants. */
final class RawTftp implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final DatagramSocket socket;
    private final int server;
    private int peer;

    RawTftp(int server) throws IOException {
        this.server = server;
        this.peer = server;
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** A request as bytes: opcode, then texts, each with a NUL behind it. */
    static byte[] request(int opcode, String... texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        out.write(opcode);
        for (String text : texts) {
            out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            out.write(0);
        }
        return out.toByteArray();
    }

    void ask(byte[] request) throws IOException {
        peer = server;
        send(request);
    }

    void read(String name, String... options) throws IOException {
        String[] texts = new String[options.length + 2];
        texts[0] = name;
        texts[1] = "octet";
        System.arraycopy(options, 0, texts, 2, options.length);
        ask(request(1, texts));
    }

    void acknowledge(int block) throws IOException {
        send(ByteBuffer.allocate(4).putShort((short) 4).putShort((short) block).array());
    }

    void fail(int code, String words) throws IOException {
        byte[] text = words.getBytes(StandardCharsets.US_ASCII);
        send(ByteBuffer.allocate(5 + text.length)
                .putShort((short) 5)
                .putShort((short) code)
                .put(text)
                .array());
    }

    private void send(byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), peer));
    }

    /** The next packet; its sender is spoken to from now on. */
    Packet receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        socket.receive(packet);
        peer = packet.getPort();
        return new Packet(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    /** The next packet if one comes within that time. */
    Optional<Packet> receiveWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return Optional.of(receive());
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** Loads the rest of a file from its first block on, in windows; what comes twice is left out. */
    byte[] load(int blockSize, int window) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long block = 1; ; block++) {
            byte[] body = block(block);
            out.writeBytes(body);
            boolean last = body.length < blockSize;
            if (last || block % window == 0) {
                acknowledge((int) (block & 0xffff));
            }
            if (last) {
                return out.toByteArray();
            }
        }
    }

    private byte[] block(long block) throws IOException {
        Packet data = receive();
        while (data.opcode() == 3 && data.number() != (block & 0xffff)) {
            data = receive();
        }
        if (data.opcode() != 3) {
            throw new IOException("block " + block + " was due, not a packet of opcode " + data.opcode());
        }
        return data.body();
    }

    @Override
    public void close() {
        socket.close();
    }

    /** What the server sent. */
    record Packet(byte[] bytes) {
        int opcode() {
            return ByteBuffer.wrap(bytes).getShort(0);
        }

        int number() {
            return ByteBuffer.wrap(bytes).getShort(2) & 0xffff;
        }

        byte[] body() {
            return Arrays.copyOfRange(bytes, 4, bytes.length);
        }

        /** The options of an OACK, as {@code name=value} with spaces between. */
        String options() {
            String[] texts = new String(bytes, 2, bytes.length - 2, StandardCharsets.US_ASCII).split("\0");
            StringBuilder out = new StringBuilder();
            for (int i = 0; i + 1 < texts.length; i += 2) {
                out.append(i == 0 ? "" : " ").append(texts[i]).append('=').append(texts[i + 1]);
            }
            return out.toString();
        }
    }
}
