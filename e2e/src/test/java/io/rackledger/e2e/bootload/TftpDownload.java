package io.rackledger.e2e.bootload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;

/** One download by TFTP: asks for tsize, and for blksize and windowsize where they are not the plain ones. RFC 1350, 2347, 7440. */
final class TftpDownload {
    private static final int READ = 1;
    private static final int DATA = 3;
    private static final int ACK = 4;
    private static final int ERROR = 5;
    private static final int OPTION_ACK = 6;
    private static final int PLAIN_BLOCK = 512;
    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final int MOST_AT_ONCE = 128;
    private static final long PATIENCE = 1_000_000_000L;
    private static final int TRIES = 6;

    private final DatagramChannel channel;
    private final InetSocketAddress server;
    private final long began = System.nanoTime();
    private final ByteBuffer acknowledgement = ByteBuffer.allocateDirect(4);
    private final ByteBuffer request;
    private boolean connected;
    private int block = PLAIN_BLOCK;
    private int window = 1;
    private long expected = 1;
    private int sinceAck;
    private long bytes;
    private long resent;
    private long heardAt = began;
    private int tries;
    private boolean over;
    private String failure = "";

    TftpDownload(
            InetSocketAddress server,
            InetSocketAddress own,
            String file,
            int blockSize,
            int windowSize,
            Selector selector)
            throws IOException {
        this.server = server;
        this.channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        channel.bind(own);
        channel.register(selector, SelectionKey.OP_READ, this);
        this.request = request(file, blockSize, windowSize);
        channel.send(request.duplicate(), server);
    }

    private static ByteBuffer request(String file, int blockSize, int windowSize) {
        String options = (blockSize == PLAIN_BLOCK ? "" : "blksize\0" + blockSize + "\0") + "tsize\0" + "0\0"
                + (windowSize == 1 ? "" : "windowsize\0" + windowSize + "\0");
        byte[] text = (file + "\0octet\0" + options).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + text.length)
                .putShort((short) READ)
                .put(text)
                .flip();
    }

    /** Takes what has come. */
    void hear(ByteBuffer in) throws IOException {
        for (int i = 0; i < MOST_AT_ONCE && !over; i++) {
            in.clear();
            if (connected) {
                if (channel.read(in) == 0) {
                    return;
                }
            } else {
                InetSocketAddress from = (InetSocketAddress) channel.receive(in);
                if (from == null) {
                    return;
                }
                channel.connect(from);
                connected = true;
            }
            take(in.flip());
        }
    }

    private void take(ByteBuffer in) throws IOException {
        heardAt = System.nanoTime();
        tries = 0;
        switch (in.getShort()) {
            case DATA -> data(in.getShort() & 0xffff, in.remaining());
            case OPTION_ACK ->
                granted(StandardCharsets.US_ASCII.decode(in).toString().split("\0"));
            case ERROR -> end(StandardCharsets.US_ASCII.decode(in).toString());
            default -> end("a packet that servers do not send");
        }
    }

    private void granted(String[] words) throws IOException {
        for (int i = 0; i + 1 < words.length; i += 2) {
            switch (words[i]) {
                case "blksize" -> block = Integer.parseInt(words[i + 1]);
                case "windowsize" -> window = Integer.parseInt(words[i + 1]);
                default -> {}
            }
        }
        acknowledge(0);
    }

    private void data(int number, int length) throws IOException {
        if (number != (expected & 0xffff)) {
            // RFC 7440: what came before the gap is confirmed, once for a window.
            if (sinceAck >= 0) {
                resent++;
                acknowledge(expected - 1);
                sinceAck = -1;
            }
            return;
        }
        sinceAck = Math.max(sinceAck, 0) + 1;
        bytes += length;
        expected++;
        if (length < block) {
            acknowledge(number);
            end("");
        } else if (sinceAck >= window) {
            acknowledge(number);
        }
    }

    private void acknowledge(long number) throws IOException {
        sinceAck = 0;
        acknowledgement.clear();
        channel.write(
                acknowledgement.putShort((short) ACK).putShort((short) number).flip());
    }

    /** Says that it wants no more: ERROR 0. */
    void breakOff() throws IOException {
        if (connected && !over) {
            channel.write(
                    ByteBuffer.allocate(5).putInt(ERROR << 16).put((byte) 0).flip());
        }
        end("broken off");
    }

    private void end(String why) throws IOException {
        failure = why;
        over = true;
        channel.close();
    }

    /** Speaks again where nothing came for a second. */
    void look(long now) throws IOException {
        if (over || now - heardAt < PATIENCE) {
            return;
        }
        heardAt = now;
        resent++;
        if (++tries >= TRIES) {
            end("silence");
        } else if (connected) {
            acknowledge(expected - 1);
        } else {
            channel.send(request.duplicate(), server);
        }
    }

    boolean isOver() {
        return over;
    }

    /** Empty where all came. */
    String failure() {
        return failure;
    }

    long bytes() {
        return bytes;
    }

    long resent() {
        return resent;
    }

    long nanos() {
        return heardAt - began;
    }

    String granted() {
        return "blksize " + block + " windowsize " + window;
    }
}
